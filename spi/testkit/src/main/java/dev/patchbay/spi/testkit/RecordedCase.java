package dev.patchbay.spi.testkit;

import dev.patchbay.spi.ErrorKind;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One recorded response and what a decoder must make of it. Immutable.
 *
 * @param headers names in any case
 * @param body decompressed and unchunked; not copied, never written to
 * @param streamed whether it answers a call that was streamed
 * @param ending how it must end; null: not checked
 * @param error the kind of the failure it must end with; null: not checked
 * @param events the very events it must give, in the form of {@link EventText}; null: not checked
 */
@SuppressWarnings("ArrayRecordComponent")
public record RecordedCase(
    String name,
    int status,
    Map<String, String> headers,
    byte[] body,
    boolean streamed,
    @Nullable Ending ending,
    @Nullable ErrorKind error,
    @Nullable String events) {
  /** How an answer ends. */
  public enum Ending {
    COMPLETED,
    FAILED,
    /** Without a terminal event: the server takes it as truncated. */
    NONE
  }

  public RecordedCase {
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((header, value) -> lower.put(header.toLowerCase(Locale.ROOT), value));
    headers = Map.copyOf(lower);
  }

  /** A case about which nothing is expected yet. */
  public static RecordedCase of(
      String name, int status, Map<String, String> headers, byte[] body, boolean streamed) {
    return new RecordedCase(name, status, headers, body, streamed, null, null, null);
  }

  public RecordedCase ending(Ending expected) {
    return new RecordedCase(name, status, headers, body, streamed, expected, error, events);
  }

  /** The same, to end with a failure of this kind. */
  public RecordedCase failing(ErrorKind kind) {
    return new RecordedCase(name, status, headers, body, streamed, Ending.FAILED, kind, events);
  }

  /** The same, to give these events. */
  public RecordedCase giving(String eventText) {
    return new RecordedCase(name, status, headers, body, streamed, ending, error, eventText);
  }

  /** The same with another header; a null value takes it away. */
  public RecordedCase header(String header, @Nullable String value) {
    Map<String, String> changed = new TreeMap<>(headers);
    if (value == null) {
      changed.remove(header.toLowerCase(Locale.ROOT));
    } else {
      changed.put(header.toLowerCase(Locale.ROOT), value);
    }
    return new RecordedCase(name, status, changed, body, streamed, ending, error, events);
  }

  @Override
  public String toString() {
    return name;
  }
}
