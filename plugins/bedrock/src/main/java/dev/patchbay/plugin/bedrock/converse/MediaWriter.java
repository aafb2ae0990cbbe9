package dev.patchbay.plugin.bedrock.converse;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Part;
import java.nio.ByteBuffer;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes pictures, sound, films and documents as content blocks. */
final class MediaWriter {
  private static final String S3 = "s3://";
  private static final Pattern LETTER = Pattern.compile("[a-zA-Z0-9]");
  private static final Set<String> MODELLED = Set.of("format", "source", "name");

  /** Of 200, so that a number can follow. */
  private static final int MAX_NAME = 190;

  /** A block's name and the format in it. */
  private record Kind(String block, String format) {}

  /** By the subtype of the MIME type, or the ending of a file's name. */
  private static final Map<String, Kind> KINDS = new HashMap<>();

  static {
    kinds("image", "png=png", "jpeg=jpeg", "jpg=jpeg", "gif=gif", "webp=webp");
    kinds("document", "pdf=pdf", "csv=csv", "html=html", "htm=html", "plain=txt", "txt=txt");
    kinds("document", "markdown=md", "x-markdown=md", "md=md", "msword=doc", "doc=doc");
    kinds("document", "vnd.openxmlformats-officedocument.wordprocessingml.document=docx");
    kinds("document", "docx=docx", "vnd.ms-excel=xls", "xls=xls", "xlsx=xlsx");
    kinds("document", "vnd.openxmlformats-officedocument.spreadsheetml.sheet=xlsx");
    kinds("video", "video/mp4=mp4", "video/webm=webm", "video/mpeg=mpeg", "video/3gpp=three_gp");
    kinds("video", "quicktime=mov", "mov=mov", "x-matroska=mkv", "mkv=mkv", "x-flv=flv");
    kinds("video", "flv=flv", "x-ms-wmv=wmv", "wmv=wmv", "mpg=mpg", "3gp=three_gp", "mp4=mp4");
    kinds("audio", "audio/mpeg=mp3", "audio/mp3=mp3", "audio/wav=wav", "audio/x-wav=wav");
    kinds("audio", "audio/wave=wav", "audio/aac=aac", "audio/flac=flac", "audio/ogg=ogg");
    kinds("audio", "audio/mp4=mp4", "audio/opus=opus", "audio/webm=webm", "audio/x-m4a=m4a");
    kinds("audio", "audio/l16=pcm", "audio/pcm=pcm", "audio/x-matroska=mka", "mp3=mp3");
    kinds("audio", "wav=wav", "flac=flac", "ogg=ogg", "m4a=m4a", "aac=aac");
  }

  private final RequestBody body;
  private final JsonWriter json;
  private final Set<String> names = new HashSet<>();

  MediaWriter(RequestBody body) {
    this.body = body;
    this.json = body.json;
  }

  private static void kinds(String block, String... formats) {
    for (String format : formats) {
      String[] pair = format.split("=", 2);
      KINDS.put(pair[0], new Kind(block, pair[1]));
    }
  }

  /**
   * Writes a block.
   *
   * @throws dev.patchbay.spi.ProviderException if Converse has none for it: a prompt without what
   *     it speaks of would be another prompt
   */
  void write(Part.Media media, String path) {
    String uri = media.uri();
    ByteBuffer data = media.data();
    if (media.fileId() != null) {
      throw ConverseRequest.unsupported(path, "a file left with a service");
    }
    if (uri != null && !uri.startsWith(S3)) {
      throw ConverseRequest.unsupported(path, "an address other than s3://");
    }
    Kind kind = kind(media);
    if (kind == null || (uri == null && data == null)) {
      String type = media.mimeType().isEmpty() ? "an unknown type" : media.mimeType();
      throw ConverseRequest.unsupported(path, "media of " + type);
    }
    body.dropIf(media.detail() != null, path + ".detail");
    json.beginObject().name(kind.block()).beginObject();
    json.name("format").string(kind.format());
    if (kind.block().equals("document")) {
      json.name("name").string(name(media.filename()));
    } else {
      body.dropIf(media.filename() != null, path + ".filename");
    }
    json.name("source").beginObject();
    if (uri != null) {
      json.name("s3Location").beginObject().name("uri").string(uri).endObject();
    } else if (data != null) {
      json.name("bytes").base64("", data);
    }
    json.endObject();
    body.extra(media.marks().extra(), MODELLED, path);
    json.endObject().endObject();
  }

  private static @Nullable Kind kind(Part.Media media) {
    String type = media.mimeType().toLowerCase(Locale.ROOT).replaceAll("[; ].*", "");
    Kind kind = KINDS.get(type);
    if (kind == null && !type.startsWith("audio/")) {
      kind = KINDS.get(type.substring(type.indexOf('/') + 1));
    }
    boolean vague = type.isEmpty() || type.endsWith("/*") || type.endsWith("octet-stream");
    String name = media.uri() == null ? media.filename() : media.uri();
    return kind == null && vague && name != null
        ? KINDS.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))
        : kind;
  }

  /** Documents must have names, each its own, of few of ASCII's characters. */
  private String name(@Nullable String filename) {
    String base = filename == null ? "" : filename.replaceFirst("\\.[^.]*$", "");
    String plain =
        Normalizer.normalize(base, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^a-zA-Z0-9 ()\\[\\]-]+", "-")
            .replaceAll(" +", " ");
    String start = plain.substring(0, Math.min(plain.length(), MAX_NAME)).strip();
    String known = LETTER.matcher(start).find() ? start : "document";
    String name = known;
    for (int i = 2; !names.add(name); i++) {
      name = known + " " + i;
    }
    return name;
  }
}
