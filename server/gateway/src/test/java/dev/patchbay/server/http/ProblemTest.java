package dev.patchbay.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {
  @Test
  void of_violation_namesTheFieldAsTheCallerDoes() {
    var violation = new Violation("input.sampling.stop", "m at endpoint e can't honour it");

    Problem problem = Problem.of(Fault.invalid(Reason.UNSUPPORTED_PARAMETER, List.of(violation)));

    assertThat(problem.param()).isEqualTo("stop");
    assertThat(problem.message()).isEqualTo("stop: m at endpoint e can't honour it");
  }
}
