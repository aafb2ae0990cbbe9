package dev.patchbay.server.config;

/**
 * Where the server listens.
 *
 * @param grpc the door for callers, default 127.0.0.1:7070
 * @param admin the door for operators, default 127.0.0.1:7071
 */
public record ServerSection(Listener grpc, Listener admin) {
  /** What stands for a section that is absent. */
  public static final ServerSection DEFAULT =
      new ServerSection(new Listener("127.0.0.1", 7070), new Listener("127.0.0.1", 7071));
}
