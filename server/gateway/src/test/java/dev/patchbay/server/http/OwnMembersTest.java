package dev.patchbay.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.failover.AfterOutput;
import dev.patchbay.server.failover.FailoverWishes;
import dev.patchbay.server.failover.Hold;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.http.json.Body;
import dev.patchbay.server.relay.Terms;
import dev.patchbay.server.relay.Terms.Door;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnMembersTest {
  private static final FailoverWishes ALLOWED =
      new FailoverWishes(true, true, List.of(), null, false, null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'fallback_enabled':false}",
        "{'fallback_enabled':null,'patchbay':null}",
        "{'patchbay':{'fallbacks':null,'after_output':null,'hold':null}}",
        "{'patchbay':{'fallbacks':['b']}}",
        "{'fallback_enabled':false,'patchbay':{'fallbacks':['b']}}"
      })
  void into_withoutPermission_asksNoOtherModelThoughOneIsNamed(String json) {
    assertThat(wishes(json)).isEqualTo(FailoverWishes.NONE);
  }

  @Test
  void into_permission_isForTheConfiguredModelsOrThoseNamed() {
    assertThat(wishes("{'fallback_enabled':true}")).isEqualTo(ALLOWED);
    assertThat(wishes("{'fallback_enabled':true,'patchbay':{'fallbacks':[]}}")).isEqualTo(ALLOWED);
    FailoverWishes named = new FailoverWishes(true, true, List.of("b", "a"), null, false, null);
    assertThat(wishes("{'fallback_enabled':true,'patchbay':{'fallbacks':['b','a']}}"))
        .isEqualTo(named);
    assertThat(wishes("{'patchbay':{'fallbacks':['b','a']},'fallback_enabled':true}"))
        .isEqualTo(named);
  }

  @Test
  void into_afterOutputAndHold_areTheCallers() {
    assertThat(wishes("{'patchbay':{'after_output':'never','hold':'none'}}"))
        .isEqualTo(new FailoverWishes(true, false, List.of(), AfterOutput.NEVER, false, Hold.NONE));
    assertThat(wishes("{'patchbay':{'after_output':'continue','hold':'whole'}}"))
        .isEqualTo(
            new FailoverWishes(
                true, false, List.of(), AfterOutput.CONTINUE, false, new Hold.Whole()));
    assertThat(wishes("{'patchbay':{'hold':'20 tokens'}}").hold()).isEqualTo(new Hold.Tokens(20));
    assertThat(wishes("{'patchbay':{'hold':'300ms'}}").hold())
        .isEqualTo(new Hold.Time(Duration.ofMillis(300)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'fallback_enabled':'yes'} | fallback_enabled | must be true or false, not \"yes\"",
        "{'patchbay':[]} | patchbay | must be an object, not []",
        "{'patchbay':{'fallbacks':'b'}} | patchbay.fallbacks | must be a list, not \"b\"",
        "{'patchbay':{'fallbacks':['a','']}} | patchbay.fallbacks[1] | must name a model, not \"\"",
        "{'patchbay':{'fallbacks':[null]}} | patchbay.fallbacks[0] | must be a string, not null",
        "{'patchbay':{'after_output':'restart'}} | patchbay.after_output | must be never or continue, not \"restart\"",
        "{'patchbay':{'after_output':true}} | patchbay.after_output | must be a string, not true",
        "{'patchbay':{'hold':20}} | patchbay.hold | must be a string, not 20",
        "{'patchbay':{'hold':'20'}} | patchbay.hold | must be none, whole, an amount from 1 to 999999 such as 20 tokens, or a time from 1ms to 10m such as 300ms, not \"20\"",
        "{'patchbay':{'after-output':'never'}} | patchbay.after-output | is unknown; did you mean \"after_output\"?"
      })
  void read_wrong_isRefusedWithWhatIsAllowed(String json, String field, String expected) {
    assertRefused(json, OwnMembers::into, field, expected);
  }

  @Test
  void read_moreFallbacksThanAreTaken_isRefused() {
    String names = String.join(",", Collections.nCopies(17, "'b'"));
    assertRefused(
        "{'patchbay':{'fallbacks':[" + names + "]}}",
        OwnMembers::into,
        "patchbay.fallbacks",
        "must name at most 16 models, not 17");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'fallback_enabled':true}",
        "{'fallback_enabled':true,'patchbay':{'fallbacks':[]}}",
        "{'patchbay':{'after_output':'never','hold':'none'}}"
      })
  void intoForVectors_whatChangesNothing_hasNoEffect(String json) {
    assertThat(terms(json, OwnMembers::intoForVectors).failover()).isEqualTo(FailoverWishes.NONE);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'patchbay':{'fallbacks':['b']}} | patchbay.fallbacks | must be empty: other models are never asked for vectors or scores, as theirs mean something else",
        "{'patchbay':{'after_output':'continue'}} | patchbay.after_output | must be never: the answer leaves when it is whole",
        "{'patchbay':{'hold':'whole'}} | patchbay.hold | must be none: the answer leaves when it is whole"
      })
  void intoForVectors_whatMakesNoSense_isRefusedWithTheReason(
      String json, String field, String expected) {
    assertRefused(json, OwnMembers::intoForVectors, field, expected);
  }

  private static void assertRefused(
      String json, BiConsumer<OwnMembers, Terms.Builder> into, String field, String expected) {
    FaultException refused = catchThrowableOfType(FaultException.class, () -> terms(json, into));

    assertThat(refused).isNotNull();
    assertThat(refused.fault().reason()).isEqualTo(Reason.INVALID_REQUEST);
    assertThat(refused.fault().violations().getFirst().field()).isEqualTo(field);
    assertThat(refused.fault().violations().getFirst().description()).startsWith(expected);
  }

  private static FailoverWishes wishes(String json) {
    return terms(json, OwnMembers::into).failover();
  }

  /** JSON with single quotation marks. */
  private static Terms terms(String json, BiConsumer<OwnMembers, Terms.Builder> into) {
    var own = new OwnMembers();
    byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);
    Body.read(
        bytes,
        body -> {
          body.members()
              .members()
              .forEach(member -> {
                body.at(member);
                if (!body.takeNull()) {
                  assertThat(own.read(body, member.name())).isTrue();
                }
              });
          return true;
        });
    Terms.Builder terms = Terms.builder(Door.HTTP, Principal.ANONYMOUS);
    into.accept(own, terms);
    return terms.build();
  }
}
