package dev.patchbay.server.http.anthropic;

import dev.patchbay.server.door.Texts;
import dev.patchbay.server.http.json.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The header in which callers ask for beta features, several in one and in several. */
final class Betas {
  static final String HEADER = "anthropic-beta";

  private static final int MOST = 64;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private Betas() {}

  /**
   * The names, each once.
   *
   * @throws dev.patchbay.server.fault.FaultException if one can't be a name
   */
  static List<String> of(List<String> headers) {
    var names = new ArrayList<String>(headers.size());
    for (String header : headers) {
      for (String part : header.split(",", -1)) {
        String name = part.strip();
        if (!name.isEmpty() && !names.contains(name)) {
          names.add(checked(name));
        }
      }
    }
    if (names.size() > MOST) {
      throw Body.refused(HEADER, "must hold at most " + MOST + " names, not " + names.size());
    }
    return names;
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      String expected = "must hold names of letters, digits and ._- with commas between, not ";
      throw Body.refused(HEADER, expected + Texts.cut(name, 64));
    }
    return name;
  }
}
