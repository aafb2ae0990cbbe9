package dev.patchbay.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Each wrong provider is caught, by the check that is meant for it. */
final class WrongProvidersTest {
  @ParameterizedTest
  @CsvSource({
    "TakesAll, recorded_endless_failsAtABound",
    "KeepsBuffer, recorded_cutAtRandom_givesSameEvents",
    "CutsCharacters, recorded_cutInsideUtf8AndLineEnds_givesSameEvents",
    "LooksBeyond, recorded_cutAtRandom_givesSameEvents",
    "WritesBuffer, recorded_byteByByte_givesSameEvents",
    "CompletesOnTruncation, recorded_truncated_neverCompletes",
    "FallsOver, recorded_truncated_neverCompletes",
    "SaysMore, recorded_moreBytesAfterTheEnd_saysNothing",
    "LeavesBlockOpen, recorded_obeysEventOrder",
    "MixesKinds, recorded_obeysEventOrder",
    "RepeatsKey, error_quotingTheKey_doesNotRepeatIt",
    "DropsUnknownPart, call_withSomethingUnknown_isRefusedOrReported",
    "KeyInTarget, key_isInHeadersOnly",
    "RawTarget, request_staysUnderItsOrigin",
    "OriginWithPath, origins_areConstantAndBare",
    "SharesDecoder, call_twice_givesDecodersOfTheirOwn",
    "ChatsAllTheSame, call_plain_dropsNothing",
    "EndsEarly, pulled_behaves",
    "IgnoresClose, pulled_behaves",
  })
  void contract_wrongProvider_isCaught(String provider, String check) throws Exception {
    isCaught(WrongProviders.class, provider, check);
  }

  @ParameterizedTest
  @CsvSource({
    "FrameByRead, frames_cutAnyhow_areSame",
    "KeptFrame, frames_cutAnyhow_areSame",
    "FrameOfLine, frames_holdOneObjectEach",
    "LosesUsage, frames_joined_saySameAsTheAnswer",
    "FrameOfError, frames_joined_saySameAsTheAnswer",
    "FrameFirst, frames_comeAfterTheirEvents",
    "FrameLast, frames_afterTheEnd_areNone",
  })
  void contract_wrongFrames_areCaught(String provider, String check) throws Exception {
    isCaught(WrongFrames.class, provider, check);
  }

  @ParameterizedTest
  @CsvSource({
    "TakesAll, embed_recorded_endless_failsAtABound",
    "LosesVector, embed_recorded_givesOneVectorForEachInput",
    "UnequalVectors, embed_recorded_givesOneVectorForEachInput",
    "VectorByRead, embed_recorded_byteByByte_givesSameEvents",
    "VectorByRead, embed_recorded_cutAtRandom_givesSameEvents",
    "FillsUp, embed_recorded_truncated_neverCompletes",
    "SaysMore, embed_recorded_moreBytesAfterTheEnd_saysNothing",
    "FrameOfPart, embed_frames_cutAnyhow_areSame",
    "FrameAfterTheEnd, embed_frames_saySameAsTheAnswer",
    "RepeatsKey, embed_error_quotingTheKey_doesNotRepeatIt",
    "SharesDecoder, embed_twice_givesDecodersOfTheirOwn",
    "SharesCount, embed_usedByManyThreads_givesSame",
    "DropsUnknownInput, embed_unknownInput_isRefused",
    "DropsNothing, embed_plain_dropsNothing",
    "KeyInTarget, embed_request_staysUnderItsOriginWithoutTheKey",
    "IgnoresBaseUrl, embed_request_honoursBaseUrlWithPrefix",
    "EndsEarly, embed_pulled_behaves",
  })
  void contract_wrongVectors_areCaught(String provider, String check) throws Exception {
    isCaught(WrongVectors.class, provider, check);
  }

  private static void isCaught(Class<?> wrong, String provider, String check) throws Exception {
    Class<?> contract = Class.forName(wrong.getName() + "$" + provider);
    assertThat(failuresOf(contract)).contains(check);
  }

  private static Set<String> failuresOf(Class<?> contract) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract)).build();
    Failures failures = new Failures();
    LauncherFactory.create().execute(request, failures);
    return failures.methods;
  }

  /** Gathers the methods in which something failed. */
  private static final class Failures implements TestExecutionListener {
    private final Set<String> methods = new TreeSet<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() == TestExecutionResult.Status.FAILED) {
        test.getUniqueIdObject().getSegments().stream()
            .filter(segment -> segment.getType().matches("method|test-factory"))
            .forEach(segment -> methods.add(segment.getValue().replaceAll("\\(.*", "")));
      }
    }
  }
}
