package dev.patchbay.plugin.bedrock.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures, sound, films and documents in requests to Converse. */
final class MediaTest {
  private static Part data(String type, @Nullable String filename) {
    ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3}).asReadOnlyBuffer();
    return new Part.Media(type, data, null, null, filename, null, Marks.NONE);
  }

  private static Part stored(String type, String uri) {
    return new Part.Media(type, null, uri, null, null, null, Marks.NONE);
  }

  private static Asked asked(Part... parts) {
    return Asked.of(Asked.call(Asked.NOVA, parts));
  }

  @ParameterizedTest
  @CsvSource({
    "image/png,image,png",
    "image/jpeg,image,jpeg",
    "image/jpg,image,jpeg",
    "IMAGE/GIF,image,gif",
    "image/webp,image,webp",
    "video/mp4,video,mp4",
    "video/quicktime,video,mov",
    "video/x-matroska,video,mkv",
    "video/webm,video,webm",
    "video/x-flv,video,flv",
    "video/mpeg,video,mpeg",
    "video/x-ms-wmv,video,wmv",
    "video/3gpp,video,three_gp",
    "audio/mpeg,audio,mp3",
    "audio/wav,audio,wav",
    "audio/mp4,audio,mp4"
  })
  void write_bytes_areABlockOfTheirKind(String type, String block, String format) {
    Asked asked = asked(data(type, null));
    assertThat(asked.blocks())
        .isEqualTo(
            "[{\"%s\":{\"format\":\"%s\",\"source\":{\"bytes\":\"AQID\"}}}]"
                .formatted(block, format));
    assertThat(asked.dropped()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "application/pdf,pdf",
    "text/plain; charset=utf-8,txt",
    "text/csv,csv",
    "text/html,html",
    "text/markdown,md",
    "application/msword,doc",
    "application/vnd.ms-excel,xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document,docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,xlsx"
  })
  void write_document_hasANameAlways(String type, String format) {
    assertThat(asked(data(type, null)).blocks())
        .isEqualTo(
            "[{\"document\":{\"format\":\"%s\",\"name\":\"document\",\"source\":{\"bytes\":\"AQID\"}}}]"
                .formatted(format));
  }

  @ParameterizedTest
  @CsvSource({
    "report.pdf,report",
    "John's report #3.v2.pdf,John-s report -3-v2",
    "a_b  c\t(1) [x].pdf,a-b c-(1) [x]",
    "résumé.pdf,resume",
    "Ｑ１　資料.pdf,Q1 -",
    "資料.pdf,document",
    ".pdf,document"
  })
  void write_documentName_holdsWhatIsTaken(String filename, String name) {
    assertThat(asked(data("application/pdf", filename)).at("/messages/0/content/0/document/name"))
        .isEqualTo("\"" + name + "\"");
  }

  @Test
  void write_documentNames_areUniqueInTheWholeRequest() {
    Part result =
        new Part.ToolResult(
            "c", null, List.of(data("application/pdf", "a.pdf")), false, Marks.NONE);
    Asked asked =
        asked(
            data("application/pdf", "a.pdf"),
            data("text/csv", "a.csv"),
            data("text/csv", null),
            data("text/csv", null),
            result);
    List<String> names = new ArrayList<>();
    asked.body().findValues("document").forEach(one -> names.add(one.path("name").asString()));
    assertThat(names).containsExactly("a", "a 2", "document", "document 2", "a 3");
  }

  @Test
  void write_longDocumentNames_stayWithin200() {
    String filename = "x".repeat(500) + ".pdf";
    Asked asked = asked(data("application/pdf", filename), data("application/pdf", filename));
    List<String> names = new ArrayList<>();
    asked.body().findValues("document").forEach(one -> names.add(one.path("name").asString()));
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.length() <= 200);
  }

  @Test
  void write_vagueType_isToldByTheFilesName() {
    Asked asked =
        asked(
            data("application/octet-stream", "a.XLSX"),
            stored("", "s3://bucket/film.mov"),
            stored("image/*", "s3://bucket/a.jpg"));
    assertThat(asked.at("/messages/0/content/0/document/format")).isEqualTo("\"xlsx\"");
    assertThat(asked.at("/messages/0/content/1/video"))
        .isEqualTo(
            "{\"format\":\"mov\",\"source\":{\"s3Location\":{\"uri\":\"s3://bucket/film.mov\"}}}");
    assertThat(asked.at("/messages/0/content/2/image/format")).isEqualTo("\"jpeg\"");
  }

  @Test
  void write_furtherMembers_areCopied() {
    Part video =
        new Part.Media(
            "application/pdf",
            null,
            "s3://b/a.pdf",
            null,
            null,
            null,
            Marks.of(Extra.of("\"citations\":{\"enabled\":true},\"format\":\"x\"")));
    Asked asked = asked(video);
    assertThat(asked.at("/messages/0/content/0/document/citations"))
        .isEqualTo("{\"enabled\":true}");
    assertThat(asked.at("/messages/0/content/0/document/format")).isEqualTo("\"pdf\"");
    assertThat(asked.dropped()).containsExactly("messages[0].parts[0].extra.format");
  }

  @Test
  void write_whatAPictureHasNoMemberFor_isReported() {
    ByteBuffer data = ByteBuffer.wrap(new byte[] {1}).asReadOnlyBuffer();
    Part picture = new Part.Media("image/png", data, null, null, "a.png", "high", Marks.NONE);
    assertThat(asked(picture).dropped())
        .containsExactlyInAnyOrder("messages[0].parts[0].detail", "messages[0].parts[0].filename");
  }

  @Test
  void write_whatCannotBeSaid_isRefusedByName() {
    refused(stored("image/png", "https://x.example/a.png"), "an address other than s3://");
    refused(data("image/tiff", null), "media of image/tiff");
    refused(data("", null), "media of an unknown type");
    refused(
        new Part.Media("image/png", null, null, "file-1", null, null, Marks.NONE),
        "a file left with a service");
  }

  private static void refused(Part part, String what) {
    assertThatThrownBy(() -> asked(part))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> {
              assertThat(e.error().kind()).isEqualTo(ErrorKind.UNSUPPORTED);
              assertThat(e.error().message())
                  .isEqualTo("messages[0].parts[0]: " + what + " can't be said to Converse");
            });
  }
}
