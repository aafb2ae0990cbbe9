package dev.patchbay.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.server.config.Problem;
import dev.patchbay.server.config.TlsSection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertifiedKeyTest {
  private static final int CERTIFICATE_LINE = 3;
  private static final int KEY_LINE = 4;

  @TempDir private static Path shared;

  private static TestPair rsa;
  private static TestPair ec;

  @TempDir private Path folder;
  private TlsSection files;

  @BeforeAll
  static void makePairs() {
    rsa = TestPair.rsa(shared, "rsa");
    ec = TestPair.ec(shared, "ec");
  }

  @BeforeEach
  void install() throws Exception {
    files = ec.install(folder);
  }

  private CertifiedKey read() throws BadPairException {
    return CertifiedKey.read(files, Instant.now());
  }

  @Test
  void read_rsaAndEc_giveCertificateAndKey() throws Exception {
    assertThat(read()).isEqualTo(read());
    assertThat(read().certificate()).isEqualTo(ec.certificate());
    assertThat(read().key()).isEqualTo(ec.key());
    rsa.install(folder);
    assertThat(read().certificate()).isEqualTo(rsa.certificate());
    assertThat(read().key()).isEqualTo(rsa.key());
  }

  @Test
  void read_chainWithWordsBetween_keepsItsOrder() throws Exception {
    TestPair.replace(
        files.certificate(),
        "subject: é\n" + ec.certificatePem() + "issuer:\r\n" + rsa.certificatePem());

    assertThat(read().chain()).containsExactly(ec.certificate(), rsa.certificate());
  }

  @Test
  void read_bothInOneFile_isGood() throws Exception {
    String both = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    TestPair.replace(files.key(), both + ec.keyPem() + ec.certificatePem());
    TestPair.replace(files.certificate(), ec.keyPem() + ec.certificatePem());

    assertThat(read().certificate()).isEqualTo(ec.certificate());
  }

  @Test
  void read_keyOfAnother_namesBothFilesAndTheCertificate() throws Exception {
    TestPair.replace(files.key(), rsa.keyPem());
    String otherKind = problem(KEY_LINE);
    TestPair.replace(files.key(), TestPair.ec(folder, "other").keyPem());

    assertThat(problem(KEY_LINE))
        .isEqualTo(otherKind)
        .isEqualTo(
            files.key()
                + " holds a key that does not belong to the certificate in "
                + files.certificate()
                + ", which is for \"CN=ec\"");
    TestPair.rsa(folder, "another").install(folder);
    TestPair.replace(files.key(), rsa.keyPem());
    assertThat(problem(KEY_LINE)).contains("does not belong", "CN=another");
  }

  @Test
  void read_outOfItsTime_saysWhenItIsValid() throws Exception {
    Instant until = ec.certificate().getNotAfter().toInstant();
    Instant from = ec.certificate().getNotBefore().toInstant();

    assertThat(problem(CERTIFICATE_LINE, until.plusSeconds(1)))
        .isEqualTo(files.certificate() + " holds a certificate that expired at " + until);
    assertThat(problem(CERTIFICATE_LINE, from.minus(Duration.ofSeconds(1))))
        .isEqualTo(files.certificate() + " holds a certificate that is not valid before " + from);
    assertThat(CertifiedKey.read(files, until)).isNotNull();
  }

  @Test
  void read_missingOrEmptyOrGarbage_saysWhatIsExpected() throws Exception {
    TestPair.replace(files.key(), "");
    assertThat(problem(KEY_LINE)).contains("holds no private key", "BEGIN PRIVATE KEY");
    TestPair.replace(files.key(), TestPair.pem("PRIVATE KEY", new byte[] {1, 2, 3}));
    assertThat(problem(KEY_LINE)).contains("neither an RSA nor an EC key");
    TestPair.replace(files.key(), "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----");
    assertThat(problem(KEY_LINE)).contains("not Base64");
    Files.delete(files.key());
    assertThat(problem(KEY_LINE)).isEqualTo(files.key() + " does not exist");
    TestPair.replace(files.certificate(), ec.keyPem());
    assertThat(problem(CERTIFICATE_LINE)).contains("holds no certificate", "BEGIN CERTIFICATE");
    TestPair.replace(files.certificate(), TestPair.pem("CERTIFICATE", new byte[] {1, 2, 3}));
    assertThat(problem(CERTIFICATE_LINE)).contains("a certificate that can't be read");
    Files.delete(files.certificate());
    Files.createDirectory(files.certificate());
    assertThat(problem(CERTIFICATE_LINE)).contains("cannot be read");
  }

  @Test
  void read_otherFormsOfKeys_sayHowToConvertThem() throws Exception {
    for (String label : new String[] {"RSA PRIVATE KEY", "EC PRIVATE KEY"}) {
      TestPair.replace(files.key(), TestPair.pem(label, new byte[] {1}));
      assertThat(problem(KEY_LINE))
          .contains("\"" + label + "\", not as PKCS#8", "openssl pkcs8 -topk8 -nocrypt");
    }
    TestPair.replace(files.key(), TestPair.pem("ENCRYPTED PRIVATE KEY", new byte[] {1}));
    assertThat(problem(KEY_LINE)).contains("encrypted key", "openssl pkcs8");
    TestPair.replace(
        files.key(),
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAA==\n"
            + "-----END RSA PRIVATE KEY-----");
    assertThat(problem(KEY_LINE)).contains("encrypted key", "openssl pkcs8");
  }

  @Test
  void read_keyOfAThirdKind_isRefused() throws Exception {
    TestPair.create(folder, "ed", "Ed25519").install(folder);

    assertThat(problem(KEY_LINE)).contains("neither an RSA nor an EC key");
  }

  @Test
  void toString_showsNoKey() throws Exception {
    assertThat(read().toString()).startsWith("\"CN=ec\", valid until 2").hasSizeLessThan(60);
    assertThat(PemFile.read(files.key(), files.keyAt()).toString())
        .contains("PRIVATE KEY")
        .doesNotContain(ec.keyPem().substring(30, 60));
  }

  private String problem(int line) {
    return problem(line, Instant.now());
  }

  private String problem(int line, Instant now) {
    Problem problem =
        catchThrowableOfType(BadPairException.class, () -> CertifiedKey.read(files, now)).problem();
    assertThat(problem.at().line()).as(problem.message()).isEqualTo(line);
    return problem.message();
  }
}
