package dev.patchbay.spi;

import java.util.List;

/**
 * The JSON object that a caller sent, whole and well-formed, with the places of its members.
 *
 * @param bytes READ-ONLY; UTF-8
 * @param members the object's own members, in the caller's order; names do not repeat
 */
public record RawBody(byte[] bytes, List<Member> members) {
  public RawBody {
    members = List.copyOf(members);
  }

  /**
   * One member.
   *
   * @param name without quotes and escapes
   * @param from index of the opening quote of its name
   * @param value index of the first byte of its value
   * @param to index after the last byte of its value
   */
  public record Member(String name, int from, int value, int to) {}
}
