package dev.patchbay.server.config;

/**
 * Where the server listens.
 *
 * @param grpc the door for callers, default 127.0.0.1:7070
 * @param http the door for callers that speak OpenAI's or Anthropic's API, default 127.0.0.1:8080
 * @param unsupportedParams what becomes of a parameter that the chosen target can't honour, for
 *     callers of the HTTP door, default {@link UnsupportedParams#DROP}
 * @param admin the door for operators, default 127.0.0.1:7071
 */
public record ServerSection(
    Listener grpc, Listener http, UnsupportedParams unsupportedParams, Listener admin) {
  /** What stands for a section that is absent. */
  public static final ServerSection DEFAULT =
      new ServerSection(
          new Listener("127.0.0.1", 7070),
          new Listener("127.0.0.1", 8080),
          UnsupportedParams.DROP,
          new Listener("127.0.0.1", 7071));

  /**
   * Whether the other one says the same, wherever in the configuration it stands: what it says
   * takes effect at a start alone.
   */
  public boolean saysSame(ServerSection other) {
    return grpc.saysSame(other.grpc)
        && http.saysSame(other.http)
        && unsupportedParams == other.unsupportedParams
        && admin.saysSame(other.admin);
  }

  /** What becomes of a parameter that can't be honoured. */
  public enum UnsupportedParams {
    /** It is left out, and a header of the answer says so. */
    DROP,
    /** The call is refused. */
    REJECT
  }
}
