package dev.patchbay.dist.failover;

import dev.patchbay.dist.both.DoorDriver;
import dev.patchbay.dist.both.Question;
import dev.patchbay.dist.both.Way;
import dev.patchbay.dist.support.Await;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An endpoint that has its fill of calls is passed over until one of them is over. */
class FullIT extends PrimaryAndSpare {
  @Override
  String primaryEndpoint() {
    return ", concurrency: 1";
  }

  @ParameterizedTest
  @EnumSource
  void primary_hasItsFill_fallbackServesAtOnce(Way way) {
    a.does(Faults.silent(), Faults.right());
    DoorDriver.Asked filling = way.start(gateway, Question.to("main"));
    a.asked(0);

    assertServedBy(way.answer(gateway, question(way)), "spare", "b", 1);

    filling.cancel();
    Await.until(
        "the primary serves again",
        () -> way.answer(gateway, question(way)).endpoint().equals("a"));
  }
}
