package dev.patchbay.server.http.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.handler.codec.http2.Http2Error;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;

/** A caller of HTTP/2 that sends the frames that the test wants, however wrong. */
final class RawFrames implements AutoCloseable {
  static final int DATA = 0;
  static final int RESET = 3;
  static final int GOAWAY = 7;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int WINDOW_UPDATE = 8;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /** Where HPACK's static table has these names. */
  private static final Map<String, Integer> NAMES =
      Map.of("method", 2, "path", 4, "scheme", 6, "content-length", 28);

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final DataOutputStream out;

  RawFrames(InetSocketAddress address) throws IOException {
    socket.connect(address);
    socket.setSoTimeout(10_000);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
    frame(SETTINGS, 0, 0, new byte[0]);
  }

  private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    out.writeByte(payload.length >>> 16);
    out.writeShort(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
    out.flush();
  }

  /**
   * A head, to be followed by data.
   *
   * @param fields each a name of the static table, a blank and a value
   */
  RawFrames headers(int stream, String... fields) throws IOException {
    frame(HEADERS, END_HEADERS, stream, block(fields));
    return this;
  }

  /** A head that is all there is of its request. */
  RawFrames lastHeaders(int stream, String... fields) throws IOException {
    frame(HEADERS, END_HEADERS | END_STREAM, stream, block(fields));
    return this;
  }

  private static byte[] block(String... fields) {
    var block = new ByteArrayOutputStream();
    for (String field : fields) {
      String[] parts = field.split(" ", 2);
      int name = Objects.requireNonNull(NAMES.get(parts[0]));
      // A literal that is not put into the table; its name's number has four bits and a rest.
      block.write(Math.min(name, 15));
      if (name >= 15) {
        block.write(name - 15);
      }
      block.write(parts[1].length());
      block.writeBytes(parts[1].getBytes(ISO_8859_1));
    }
    return block.toByteArray();
  }

  RawFrames data(int stream, String text, boolean last) throws IOException {
    frame(DATA, last ? END_STREAM : 0, stream, text.getBytes(ISO_8859_1));
    return this;
  }

  RawFrames window(int stream, int more) throws IOException {
    frame(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(more).array());
    return this;
  }

  /** The next frame of this type, in words; those before it are left out. */
  String firstOf(int wanted) throws IOException {
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = in.readNBytes(length);
      if (type == wanted) {
        return words(type, stream, payload);
      }
    }
  }

  private static String words(int type, int stream, byte[] payload) {
    return switch (type) {
      case DATA -> "DATA " + stream + " " + new String(payload, ISO_8859_1);
      case RESET -> "RST_STREAM " + stream + " " + error(payload, 0);
      case GOAWAY -> "GOAWAY " + stream + " " + error(payload, 4);
      default -> throw new IllegalArgumentException("no words for frame type " + type);
    };
  }

  private static Http2Error error(byte[] payload, int at) {
    return Http2Error.valueOf(ByteBuffer.wrap(payload).getInt(at));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
