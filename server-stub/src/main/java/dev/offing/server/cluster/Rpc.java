package dev.offing.server.cluster;

import dev.offing.server.redis.RedisUnavailable;
import dev.offing.sync.protocol.Codec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Questions from node to node, over the bus: each node that is asked has an answer of its own, and
 * an error says what it is. A question is asked once; what has no answer in time may have been done
 * or not. Safe for use by many threads; asking blocks.
 */
public final class Rpc implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Rpc.class);

  /** Questions that are answered at once; more are refused, so that nobody waits in vain. */
  private static final int AT_ONCE = 1_024;

  /** What a node answers. */
  public sealed interface Answer {
    /** What it was asked for. */
    record Ok(JsonNode value) implements Answer {}

    /** It could not; {@code unknown_method}, {@code unavailable}, {@code busy}, {@code failed}. */
    record Refused(String code, String message) implements Answer {}

    /** It said nothing in time. */
    record Late() implements Answer {}

    /** It does not live, or died meanwhile. */
    record Gone() implements Answer {}
  }

  /** What answers a question; on a virtual thread, by many at once. */
  @FunctionalInterface
  public interface Handler {
    /**
     * The answer, a record.
     *
     * @throws RpcException with a code when there is none
     */
    Object answer(JsonNode params);
  }

  private record Message(
      long id,
      @Nullable String from,
      @Nullable String method,
      @Nullable JsonNode body,
      @Nullable String code) {}

  private record Waiting(String node, CompletableFuture<Answer> answer) {}

  private final Bus bus;
  private final Nodes nodes;
  private final Codec codec;
  private final LongSupplier nanos;
  private final Bus.Subscription subscription;
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final Semaphore room = new Semaphore(AT_ONCE);

  /**
   * Listens for questions.
   *
   * @param nanos monotonic
   */
  public Rpc(Bus bus, Nodes nodes, Codec codec, LongSupplier nanos) {
    this.bus = bus;
    this.nodes = nodes;
    this.codec = codec;
    this.nanos = nanos;
    this.subscription = bus.subscribe(channel(nodes.own()), this::heard);
    nodes.onGone(this::gone);
  }

  /** Answers questions of this name from now on. */
  public void handle(String method, Handler handler) {
    handlers.put(method, handler);
  }

  /** Asks one node. */
  public Answer ask(String node, String method, Object params, long timeoutMs) {
    return Objects.requireNonNull(ask(List.of(node), method, params, timeoutMs).get(node));
  }

  /** Asks all that live, this one too. */
  public Map<String, Answer> askAll(String method, Object params, long timeoutMs) {
    return ask(nodes.alive().keySet(), method, params, timeoutMs);
  }

  /**
   * Asks some.
   *
   * @param timeoutMs for all of them together
   * @return an answer for each
   */
  public Map<String, Answer> ask(
      Collection<String> asked, String method, Object params, long timeoutMs) {
    JsonNode body = codec.toTree(params);
    long deadline = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    Map<String, CompletableFuture<Answer>> futures = new TreeMap<>();
    Map<String, Long> sent = new TreeMap<>();
    for (String node : asked) {
      if (node.equals(nodes.own())) {
        CompletableFuture<Answer> own = new CompletableFuture<>();
        futures.put(node, own);
        Thread.ofVirtual().name("rpc").start(() -> own.complete(answered(method, body)));
        continue;
      }
      long id = ids.incrementAndGet();
      CompletableFuture<Answer> answer = new CompletableFuture<>();
      futures.put(node, answer);
      sent.put(node, id);
      waiting.put(id, new Waiting(node, answer));
      try {
        if (nodes.lives(node)) {
          bus.publish(channel(node), codec.write(new Message(id, nodes.own(), method, body, null)));
        } else {
          answer.complete(new Answer.Gone());
        }
      } catch (RedisUnavailable e) {
        answer.complete(new Answer.Refused("unavailable", String.valueOf(e.getMessage())));
      }
    }
    Map<String, Answer> answers = new TreeMap<>();
    try {
      futures.forEach((node, future) -> answers.put(node, await(future, deadline)));
    } finally {
      sent.values().forEach(waiting::remove);
    }
    return answers;
  }

  @Override
  public void close() {
    subscription.close();
    waiting.values().forEach(it -> it.answer().complete(new Answer.Late()));
  }

  private Answer await(CompletableFuture<Answer> future, long deadline) {
    try {
      return future.get(Math.max(0, deadline - nanos.getAsLong()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return new Answer.Late();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Answer.Late();
    } catch (ExecutionException e) {
      throw new AssertionError("no answer is completed by an exception", e);
    }
  }

  private void gone(String node) {
    for (Waiting it : waiting.values()) {
      if (it.node().equals(node)) {
        it.answer().complete(new Answer.Gone());
      }
    }
  }

  private void heard(String text) {
    Message message = codec.read(text, Message.class);
    if (message.method() == null) {
      Waiting asked = waiting.get(message.id());
      if (asked != null) {
        asked.answer().complete(told(message));
      }
      return;
    }
    Thread.ofVirtual().name("rpc").start(() -> reply(message));
  }

  private static Answer told(Message message) {
    JsonNode body = message.body();
    if (message.code() != null) {
      return new Answer.Refused(message.code(), body == null ? "" : body.asString());
    }
    return body == null ? new Answer.Refused("failed", "it answered nothing") : new Answer.Ok(body);
  }

  private void reply(Message asked) {
    Answer answer =
        answered(Objects.requireNonNull(asked.method()), Objects.requireNonNull(asked.body()));
    Message reply =
        switch (answer) {
          case Answer.Ok ok -> new Message(asked.id(), null, null, ok.value(), null);
          case Answer.Refused no ->
              new Message(asked.id(), null, null, codec.toTree(no.message()), no.code());
          case Answer.Late _, Answer.Gone _ ->
              throw new AssertionError("a node that answers is there");
        };
    try {
      bus.publish(channel(Objects.requireNonNull(asked.from())), codec.write(reply));
    } catch (RedisUnavailable e) {
      log.debug("an answer was not sent: {}", e.getMessage()); // who asked waits for its time
    }
  }

  private Answer answered(String method, JsonNode params) {
    Handler handler = handlers.get(method);
    if (handler == null) {
      return new Answer.Refused("unknown_method", "there is no method '%s'".formatted(method));
    }
    if (!room.tryAcquire()) {
      return new Answer.Refused("busy", "too many questions at once");
    }
    try {
      return new Answer.Ok(codec.toTree(handler.answer(params)));
    } catch (RpcException e) {
      return new Answer.Refused(e.code(), String.valueOf(e.getMessage()));
    } catch (RedisUnavailable e) {
      return new Answer.Refused("unavailable", String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.error("the question {} failed", method, e);
      return new Answer.Refused("failed", e.toString());
    } finally {
      room.release();
    }
  }

  private static String channel(String node) {
    return "offing:node:" + node;
  }
}
