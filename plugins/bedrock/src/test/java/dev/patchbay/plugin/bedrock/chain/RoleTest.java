package dev.patchbay.plugin.bedrock.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles that are assumed by STS: by a profile or by a cluster's token. */
final class RoleTest extends ChainTest {
  private static final String ROLE = "&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr";

  static String answered(String action) {
    return """
    <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult>
      <AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/r/s</Arn>
        <AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser>
      <Credentials><SessionToken>t/1</SessionToken><SecretAccessKey>s</SecretAccessKey>
        <Expiration>2126-11-24T12:10:00Z</Expiration><AccessKeyId>ROLE</AccessKeyId>
      </Credentials></%1$sResult>
    </%1$sResponse>
    """
        .formatted(action);
  }

  private Map<String, String> environment(String config) throws Exception {
    Map<String, String> environment = environment();
    environment.put("AWS_CONFIG_FILE", Files.writeString(folder.resolve("c"), config).toString());
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ENDPOINT_URL_STS", url());
    return environment;
  }

  @BeforeEach
  void serve() {
    answer("/", answered("AssumeRole"));
  }

  @Test
  void fetch_sourceProfile_signsWithItsKeys() throws Exception {
    Map<String, String> environment =
        environment(
            """
            [profile base]
            aws_access_key_id = BASE
            aws_secret_access_key = b
            [profile worker]
            role_arn = arn:aws:iam::1:role/r
            source_profile = base
            role_session_name = me
            external_id = x
            """);
    assertThat(fetch(environment, "worker"))
        .containsExactly(
            "keys ROLE s t/1 refresh 2126-11-24T12:00:00Z end 2126-11-24T12:10:00Z", NO_THREADS);
    assertThat(asked)
        .singleElement()
        .asString()
        .contains("authorization=AWS4-HMAC-SHA256 Credential=BASE/", "/eu-west-1/sts/aws4_request")
        .endsWith(
            "] Action=AssumeRole&Version=2011-06-15" + ROLE + "&RoleSessionName=me&ExternalId=x");
  }

  @Test
  void fetch_credentialSource_signsWithItsKeys() throws Exception {
    Map<String, String> environment =
        environment(
            """
            [profile worker]
            role_arn = arn:aws:iam::1:role/r
            credential_source = Environment
            """);
    environment.put("AWS_ACCESS_KEY_ID", "ENV");
    environment.put("AWS_SECRET_ACCESS_KEY", "e");
    assertThat(fetch(environment, "worker").getFirst()).startsWith("keys ROLE s t/1 ");
    assertThat(asked).singleElement().asString().contains("Credential=ENV/");
  }

  @Test
  void fetch_roleOfARole_assumesBoth() throws Exception {
    Map<String, String> environment =
        environment(
            """
            [profile first]
            role_arn = arn:aws:iam::1:role/first
            credential_source = Environment
            [profile second]
            role_arn = arn:aws:iam::1:role/r
            source_profile = first
            """);
    environment.put("AWS_ACCESS_KEY_ID", "ENV");
    environment.put("AWS_SECRET_ACCESS_KEY", "e");
    assertThat(fetch(environment, "second").getFirst()).startsWith("keys ROLE s t/1 ");
    assertThat(asked).hasSize(2);
    assertThat(asked.getFirst()).contains("Credential=ENV/", "role%2Ffirst");
    assertThat(asked.getLast()).contains("Credential=ROLE/", ROLE);
  }

  @Test
  void fetch_endpointOfTheProfile_isAsked() throws Exception {
    Map<String, String> environment =
        environment(
            """
            [profile worker]
            role_arn = arn:aws:iam::1:role/r
            credential_source = Environment
            services = here
            [services here]
            sts =
              endpoint_url = %s
            """
                .formatted(url()));
    environment.put("AWS_ACCESS_KEY_ID", "ENV");
    environment.put("AWS_SECRET_ACCESS_KEY", "e");
    environment.put("AWS_PROFILE", "worker");
    environment.remove("AWS_ENDPOINT_URL_STS");
    assertThat(fetch(environment, "worker").getFirst()).startsWith("keys ROLE s t/1 ");
  }

  @Test
  void fetch_roleThatIsDenied_tellsWhatStsSays() throws Exception {
    server.removeContext("/");
    answer(
        "/",
        403,
        """
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
          <Code>AccessDenied</Code><Message>not authorized to perform sts:AssumeRole</Message>
        </Error><RequestId>r</RequestId></ErrorResponse>
        """);
    Map<String, String> environment =
        environment(
            """
            [profile worker]
            role_arn = arn:aws:iam::1:role/r
            credential_source = Environment
            """);
    environment.put("AWS_ACCESS_KEY_ID", "ENV");
    environment.put("AWS_SECRET_ACCESS_KEY", "e");
    assertThat(fetch(environment, "worker").getFirst())
        .startsWith("failed no AWS credentials: ")
        .contains("not authorized to perform sts:AssumeRole");
  }

  @Test
  void fetch_webIdentity_tradesTheToken() throws Exception {
    server.removeContext("/");
    answer("/", answered("AssumeRoleWithWebIdentity"));
    Map<String, String> environment = environment("");
    Path token = Files.writeString(folder.resolve("token"), "ey.J+w/t");
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
    environment.put("AWS_ROLE_ARN", "arn:aws:iam::1:role/r");
    environment.put("AWS_ROLE_SESSION_NAME", "pod");
    assertThat(fetch(environment))
        .containsExactly(
            "keys ROLE s t/1 refresh 2126-11-24T12:00:00Z end 2126-11-24T12:10:00Z", NO_THREADS);
    assertThat(asked)
        .containsExactly(
            "POST / [] Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
                + ROLE
                + "&RoleSessionName=pod&WebIdentityToken=ey.J%2Bw%2Ft");
  }

  @Test
  void fetch_webIdentityOfAProfile_tradesTheToken() throws Exception {
    server.removeContext("/");
    answer("/", answered("AssumeRoleWithWebIdentity"));
    Path token = Files.writeString(folder.resolve("token"), "ey.J+w/t");
    Map<String, String> environment =
        environment(
            """
            [profile pod]
            role_arn = arn:aws:iam::1:role/r
            web_identity_token_file = %s
            """
                .formatted(token));
    assertThat(fetch(environment, "pod").getFirst()).startsWith("keys ROLE s t/1 ");
    assertThat(asked).singleElement().asString().contains("WebIdentityToken=ey.J%2Bw%2Ft");
  }
}
