package dev.patchbay.plugin.azure.entra;

import org.jspecify.annotations.Nullable;

/** Prints a token of the managed identity that the process's environment names. */
final class ManagedIdentityMain {
  private ManagedIdentityMain() {}

  public static void main(String[] args) throws Exception {
    boolean instance = System.getenv("AZURE_POD_IDENTITY_AUTHORITY_HOST") != null;
    @Nullable String assigned = instance ? "assigned" : null;
    String scope = "https://cognitiveservices.azure.com/.default";
    var tokens = new EntraTokens(new Identity(null, assigned, null, scope, null));
    System.out.println(tokens.fetch().value().reveal());
  }
}
