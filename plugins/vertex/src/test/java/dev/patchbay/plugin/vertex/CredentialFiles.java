package dev.patchbay.plugin.vertex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Files of credentials as Google's console and gcloud write them, with keys made for the test. */
final class CredentialFiles {
  private CredentialFiles() {}

  static KeyPair keys() throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  static Path serviceAccount(Path folder, KeyPair keys, String tokenUri) throws IOException {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("type", "service_account");
    json.put("project_id", "example-project");
    json.put("private_key_id", "key-1");
    json.put("private_key", pem);
    json.put("client_email", "robot@example-project.iam.gserviceaccount.com");
    json.put("client_id", "1");
    json.put("token_uri", tokenUri);
    return write(folder, json);
  }

  static Path user(Path folder, String refreshToken) throws IOException {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("type", "authorized_user");
    json.put("client_id", "client-1");
    json.put("client_secret", "secret-1");
    json.put("refresh_token", refreshToken);
    json.put("quota_project_id", "paying-project");
    return write(folder, json);
  }

  private static Path write(Path folder, ObjectNode json) throws IOException {
    return Files.writeString(folder.resolve("credentials.json"), json.toString());
  }
}
