package dev.offing.server.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offing.server.gateway.Rates;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage.Reply;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a call finds its action, and what stands between them. */
final class ActionRegistryTest {
  private static final Codec CODEC = new Codec();
  private static final Caller STRANGER = new Caller.Anyone(InetAddress.getLoopbackAddress());

  record Greeting(String name, @Nullable Long times) {}

  record Words(String words) {}

  /** What an action does, and how it is called. */
  private record Greets(
      String name, int version, Set<Role> roles, Function<Greeting, Object> greets)
      implements Action<Greeting> {
    @Override
    public String does() {
      return "Greets.";
    }

    @Override
    public Class<Greeting> params() {
      return Greeting.class;
    }

    @Override
    public Class<Words> result() {
      return Words.class;
    }

    @Override
    public Object answer(Caller caller, Greeting asked, ActionParts parts) {
      return greets.apply(asked);
    }
  }

  private static Greets greets(int version, Function<Greeting, Object> greets) {
    return new Greets("greet", version, Set.of(Role.ANYONE), greets);
  }

  private static ActionRegistry of(List<Action<?>> actions, Middleware... around) {
    return new ActionRegistry(CODEC, actions, null, List.of(around));
  }

  private static List<Reply> replies(
      ActionRegistry registry, String action, int version, String p) {
    List<Reply> replies = new ArrayList<>();
    registry.call(
        STRANGER, new ClientMessage.Call("1", action, version, CODEC.tree(p)), replies::add);
    return replies;
  }

  private static String answer(ActionRegistry registry, String action, int version, String p) {
    List<Reply> replies = replies(registry, action, version, p);
    assertThat(replies).hasSize(1);
    Reply reply = replies.getFirst();
    return reply.error() == null
        ? reply.result().toString()
        : reply.error().code() + ": " + reply.error().message();
  }

  @Test
  void versionsAreServedSideBySide() {
    ActionRegistry registry =
        of(
            List.of(
                greets(1, it -> new Words("hello " + it.name())),
                greets(2, it -> new Words("ahoy " + it.name()))));

    assertThat(answer(registry, "greet", 1, "{\"name\":\"Ada\"}"))
        .isEqualTo("{\"words\":\"hello Ada\"}");
    assertThat(answer(registry, "greet", 2, "{\"name\":\"Ada\"}"))
        .isEqualTo("{\"words\":\"ahoy Ada\"}");
    assertThat(answer(registry, "greet", 3, "{}"))
        .isEqualTo("unknown_version: action 'greet' has the versions [1, 2]");
  }

  @Test
  void aWrongNameIsToldWithTheNearest() {
    ActionRegistry registry = of(List.of(greets(1, it -> new Words(""))));

    assertThat(answer(registry, "geet", 1, "{}"))
        .startsWith("unknown_action: there is no action 'geet'; the nearest is 'greet'");
    assertThat(answer(registry, "greet", 1, "{\"nam\":\"Ada\"}"))
        .isEqualTo("bad_params: there is no parameter 'nam'; the nearest is 'name'");
    assertThat(answer(registry, "describe", 1, "{\"nam\":\"Ada\"}"))
        .isEqualTo("bad_params: there is no parameter 'nam', nor any other");
  }

  @Test
  void parametersAreReadStrictly() {
    ActionRegistry registry = of(List.of(greets(1, it -> new Words(""))));

    assertThat(answer(registry, "greet", 1, "{}")).isEqualTo("bad_params: name: is missing");
    assertThat(answer(registry, "greet", 1, "{\"name\":7}"))
        .isEqualTo("bad_params: name: must be a text");
    assertThat(answer(registry, "greet", 1, "{\"name\":\"Ada\",\"times\":\"7\"}"))
        .isEqualTo("bad_params: times: must be a whole number");
  }

  @Test
  void whatGoesWrongIsAnErrorAndNothingElse() {
    ActionRegistry registry =
        of(
            List.of(
                greets(
                    1,
                    it -> {
                      throw switch (it.name()) {
                        case "own" -> new ActionException("not_now", "Later.");
                        case "store" -> new RedisUnavailable("gone");
                        default -> new IllegalStateException("a secret of ours");
                      };
                    })));

    assertThat(answer(registry, "greet", 1, "{\"name\":\"own\"}")).isEqualTo("not_now: Later.");
    assertThat(answer(registry, "greet", 1, "{\"name\":\"store\"}")).startsWith("unavailable: ");
    assertThat(answer(registry, "greet", 1, "{\"name\":\"bug\"}"))
        .startsWith("internal: ")
        .doesNotContain("secret");
  }

  @Test
  void aCallHasOneAnswerAlsoWhereAnActionGivesNoneOrTwo() {
    Action<Greeting> twice =
        new Action<>() {
          @Override
          public String name() {
            return "twice";
          }

          @Override
          public String does() {
            return "Answers as often as it is told.";
          }

          @Override
          public Class<Greeting> params() {
            return Greeting.class;
          }

          @Override
          public Class<Words> result() {
            return Words.class;
          }

          @Override
          public Set<Role> roles() {
            return Set.of(Role.ANYONE);
          }

          @Override
          public Object answer(Caller caller, Greeting asked, ActionParts parts) {
            throw new AssertionError();
          }

          @Override
          public void answer(
              Caller caller, Greeting asked, ActionParts parts, Consumer<Object> to) {
            for (long i = 0; i < Objects.requireNonNull(asked.times()); i++) {
              to.accept(new Words("" + i));
            }
            if (asked.name().equals("breaks")) {
              throw new IllegalStateException("after its answer");
            }
          }
        };
    ActionRegistry registry = of(List.of(twice));

    assertThat(answer(registry, "twice", 1, "{\"name\":\"x\",\"times\":2}"))
        .isEqualTo("{\"words\":\"0\"}");
    assertThat(answer(registry, "twice", 1, "{\"name\":\"breaks\",\"times\":1}"))
        .isEqualTo("{\"words\":\"0\"}");
    assertThat(answer(registry, "twice", 1, "{\"name\":\"x\",\"times\":0}"))
        .startsWith("internal: ");
  }

  @Test
  void rolesAreAskedBeforeParametersAreRead() {
    ActionRegistry registry =
        of(List.of(new Greets("greet", 1, Set.of(Role.PLAYER), it -> new Words(""))));

    assertThat(answer(registry, "greet", 1, "{\"nam\":1}"))
        .isEqualTo("unauthorized: action 'greet' needs a token");
  }

  @Test
  void callsAreCountedByWhatCameOfThemAndTooManyAreRefused() {
    AtomicLong nanos = new AtomicLong();
    ActionCounts counts = new ActionCounts(nanos::get);
    ActionRegistry registry =
        of(
            List.of(
                greets(
                    1,
                    it -> {
                      nanos.addAndGet(5);
                      return new Words("");
                    })),
            counts,
            new CallRates(new Rates("calls", 1, 2, nanos::get), true));

    answer(registry, "greet", 1, "{\"name\":\"Ada\"}");
    answer(registry, "greet", 1, "{}");
    assertThat(answer(registry, "greet", 1, "{\"name\":\"Ada\"}"))
        .isEqualTo("rate_limited: too many calls; slow down");

    List<Long> once = new ArrayList<>(Collections.nCopies(ActionCounts.BOUNDS_S.size() + 1, 0L));
    once.set(0, 1L);
    assertThat(counts.all())
        .containsExactly(
            new ActionCounts.Count("greet", 1, "bad_params", once, 0),
            new ActionCounts.Count("greet", 1, "ok", once, 5),
            new ActionCounts.Count("greet", 1, "rate_limited", once, 0));
    nanos.addAndGet(1_000_000_000);
    assertThat(answer(registry, "greet", 1, "{\"name\":\"Ada\"}")).isEqualTo("{\"words\":\"\"}");
  }

  @Test
  void twoOfOneNameAndNamesThatNobodyCouldCallAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(List.of(greets(1, it -> ""), greets(1, it -> ""))))
        .withMessageContaining("are both action 'greet', version 1");
    for (String name : List.of("", "a b", "a/b", "7up", "x".repeat(65))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> of(List.of(new Greets(name, 1, Set.of(), it -> ""))))
          .withMessageContaining("a name is a letter");
    }
  }

  @Test
  void everyActionOfTheServerIsFound() {
    assertThat(ActionRegistry.found())
        .extracting(Action::name)
        .contains("world", "catalog", "push", "token", "linkCode", "adminNode");
  }
}
