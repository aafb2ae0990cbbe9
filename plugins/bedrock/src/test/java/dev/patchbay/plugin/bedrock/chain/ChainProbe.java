package dev.patchbay.plugin.bedrock.chain;

import dev.patchbay.plugin.bedrock.aws.Identity;
import dev.patchbay.spi.CredentialSource.Fetched;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fetches once, in a process whose environment is a test's, and prints what came: sources read the
 * process's own environment.
 */
final class ChainProbe {
  private ChainProbe() {}

  /**
   * @param args the clock's instant and, if one is configured, the profile
   */
  public static void main(String[] args) throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    InstantSource clock = InstantSource.fixed(Instant.parse(args[0]));
    String profile = args.length > 1 ? args[1] : null;
    try {
      print(new CredentialChain(clock, System::getenv, profile).fetch());
    } catch (Exception e) {
      System.out.println("failed " + e.getMessage());
    }
    Set<String> left = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      ClassLoader loader = thread.getContextClassLoader();
      if (!before.contains(thread) && thread.isAlive() && loader != null) {
        left.add(thread.getName());
      }
    }
    System.out.println("threads " + left);
  }

  private static void print(Fetched<Identity> fetched) {
    String who =
        switch (fetched.value()) {
          case Identity.Bearer bearer -> "bearer " + bearer.token().reveal();
          case Identity.Keys keys ->
              "keys "
                  + keys.accessKeyId()
                  + " "
                  + keys.secretKey().reveal()
                  + " "
                  + (keys.sessionToken() == null ? "-" : keys.sessionToken().reveal());
        };
    System.out.println(who + " refresh " + fetched.refreshAt() + " end " + fetched.expiresAt());
  }
}
