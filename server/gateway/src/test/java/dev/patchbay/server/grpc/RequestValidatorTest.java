package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import dev.patchbay.v1.ChatRequest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RequestValidatorTest {
  @Test
  void check_severalWrongFields_namesEachWithFoundAndAllowedValue() {
    Fault fault =
        fault(
            Requests.chat(input -> {
              input.getSamplingBuilder().setTemperature(2.5);
              input
                  .addMessagesBuilder()
                  .setRoleValue(4)
                  .addPartsBuilder()
                  .getToolCallBuilder()
                  .setCallId("1")
                  .setName("f")
                  .setArguments("{\"a\":oops}");
            }));

    assertThat(fault.reason()).isEqualTo(Reason.INVALID_REQUEST);
    assertThat(fault.violations())
        .containsExactly(
            new Violation(
                "input.messages[1].parts[0].tool_call.arguments",
                "is not one JSON object of at most 64 levels: unexpected \"o\" at offset 5"),
            new Violation("input.sampling.temperature", "is 2.5; allowed: 0 to 2"));
  }

  @Test
  void check_unsupportedBesideInvalid_saysUnsupportedAlone() {
    Fault fault =
        fault(
            Requests.chat(input -> {
              input.setModel("").getGroundingBuilder();
              input.getOptionsBuilder().setStore(true);
            }));

    assertThat(fault.reason()).isEqualTo(Reason.UNSUPPORTED_PARAMETER);
    assertThat(fault.violations())
        .extracting(Violation::field)
        .containsExactlyInAnyOrder("input.grounding", "input.options.store");
    assertThat(fault.violations())
        .allSatisfy(v -> assertThat(v.description()).contains("not supported in this version"));
  }

  @Test
  void check_moreWrongFieldsThanAreTold_tellsTheFirst() {
    Fault fault =
        fault(
            Requests.chat(input ->
                IntStream.range(0, 100).forEach(i -> input.addMessagesBuilder().setName("n"))));

    assertThat(fault.violations()).hasSize(Violations.MAX);
    assertThat(fault.violations().getFirst().field()).isEqualTo("input.messages[1].role");
  }

  @Test
  void check_unknownEnumNumbers_areRefused() {
    Fault fault =
        fault(
            Requests.chat(input -> {
              input.getToolChoiceBuilder().setModeValue(9);
              input.getRouteBuilder().setObjectiveValue(9).setFailoverValue(9);
              input.getOptionsBuilder().setUnsupportedParamsValue(9);
            }));

    assertThat(fault.violations())
        .extracting(Violation::field)
        .containsExactly(
            "input.tool_choice.mode",
            "input.route.objective",
            "input.route.failover",
            "input.options.unsupported_params");
  }

  @Test
  void check_hugeOffendingValue_isNotRepeatedWhole() {
    Fault fault = fault(Requests.function(f -> f.setName("no name ".repeat(100_000))));

    assertThat(fault.violations())
        .allSatisfy(v -> assertThat(v.description()).hasSizeLessThan(200));
  }

  /** The text of a parsed message is decoded when it is first asked for, into a new string. */
  @Test
  void check_longPrompt_isNotDecoded() throws InvalidProtocolBufferException {
    ByteString wire =
        Requests.chat(
                input -> input.getMessagesBuilder(0).addParts(Requests.text("x".repeat(1 << 20))))
            .toByteString();
    RequestValidator.check(ChatRequest.parseFrom(wire));
    ChatRequest request = ChatRequest.parseFrom(wire);

    assertThat(allocatedBytes(() -> RequestValidator.check(request))).isLessThan(4096);
  }

  private static long allocatedBytes(Runnable work) {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static Fault fault(ChatRequest request) {
    FaultException thrown =
        catchThrowableOfType(FaultException.class, () -> RequestValidator.check(request));
    assertThat(thrown).isNotNull();
    return thrown.fault();
  }
}
