package dev.offing.simulator.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loopback TCP proxy that stands between a client and the server and breaks the connection at the
 * message one names, so that "the ack got lost" is a line in a test and not a matter of luck:
 *
 * {@snippet :
 * try (CuttingProxy proxy = CuttingProxy.start("127.0.0.1", serverPort)) {
 *   // the client connects to proxy.uri()
 *   Armed lostAck = proxy.arm(Rule.fromServer("ack").cutBefore());
 *   // the client pushes
 *   lostAck.fired().get(10, SECONDS); // the server has committed, the client was never told
 * }
 * }
 *
 * <p>What it understands: the HTTP upgrade, then RFC 6455 frames (masked or not, fragmented, all
 * lengths, control frames), and of a text message the string member {@code type} of its top level.
 * Every byte it forwards is the byte that came; only a control frame may overtake the fragments of
 * a message that is not complete yet, as RFC 6455 5.4 allows. What is not HTTP, not upgraded, not
 * valid, or larger than 1 MB goes through uninterpreted as {@link #UNTYPED}, and no rule touches
 * it. A message under a compression extension is {@link #UNTYPED} as well.
 *
 * <p>Rules are values; {@link #arm} makes one count from that moment on, over all connections. Of
 * several armed rules a message meets the oldest first; one that a rule drops, holds or cuts at is
 * not counted by later ones. A {@linkplain Rule#fromServer watch} counts what was forwarded.
 *
 * <p>Bounds: a message in the making 1 MB, what holds keep {@value Pump#MAX_HELD_BYTES} bytes in
 * each direction of a connection; beyond that the direction waits, as TCP does. Everything runs on
 * virtual threads that end with {@link #close}. All methods may be called from any thread.
 */
public final class CuttingProxy implements AutoCloseable {

  /** The way a message travels. */
  public enum Direction {
    /** From the client that dialled the proxy to the server behind it. */
    CLIENT_TO_SERVER,
    /** From the server behind the proxy to the client. */
    SERVER_TO_CLIENT
  }

  /** How a connection ends. */
  public enum Ending {
    /**
     * An orderly end of the stream (TCP FIN) without a WebSocket close frame: what was forwarded
     * before arrives for certain.
     */
    FIN,
    /** A reset (TCP RST), as after a crash: what is still under way may be lost. */
    RST
  }

  /** What a rule does with the message it is for. */
  public enum Action {
    /** Forwards it and tells. */
    WATCH,
    /** Ends the connection instead of forwarding it. */
    CUT_BEFORE,
    /**
     * Forwards it and ends the connection; nothing that the receiver answers comes back. The bytes
     * have reached the receiver's socket; whether it acts on them before it sees the end is the
     * receiver's race. To have it acted for certain, cut before its answer.
     */
    CUT_AFTER,
    /** Swallows it; the connection lives on. */
    DROP,
    /**
     * Keeps it and every later one of the type until {@link Armed#release}; messages of other types
     * overtake. What is kept dies with its connection.
     */
    HOLD
  }

  /**
   * What to do with which message. Start with {@link #fromClient} or {@link #fromServer}: a watch
   * for the first one; the other methods return a changed copy.
   *
   * @param direction the way it travels
   * @param type its {@code type}, or {@link #ANY}, {@link #PING}, {@link #PONG}, {@link #CLOSE}
   * @param nth the how-manieth since the rule was armed, from 1; a hold keeps this one and all
   *     later
   * @param action what happens to it
   * @param ending how a cut ends both connections; the receiver of {@link Action#CUT_AFTER} always
   *     gets a FIN, since a reset could overtake the message
   * @param down whether the proxy is {@linkplain #down down} from the cut on, before anybody
   *     notices
   */
  public record Rule(
      Direction direction, String type, int nth, Action action, Ending ending, boolean down) {

    /** Checks that {@code nth} is at least 1 and that only a cut goes down. */
    public Rule {
      if (nth < 1) {
        throw new IllegalArgumentException("nth counts from 1, not " + nth);
      }
      if (down && action != Action.CUT_BEFORE && action != Action.CUT_AFTER) {
        throw new IllegalArgumentException("only a cut can take the proxy down, not " + action);
      }
    }

    /** A watch for the first message of this type that the client sends. */
    public static Rule fromClient(String type) {
      return new Rule(
          Direction.CLIENT_TO_SERVER, type, 1, Action.WATCH, Ending.FIN, /* down= */ false);
    }

    /** A watch for the first message of this type that the server sends. */
    public static Rule fromServer(String type) {
      return new Rule(
          Direction.SERVER_TO_CLIENT, type, 1, Action.WATCH, Ending.FIN, /* down= */ false);
    }

    /** The nth one instead of the first. */
    public Rule nth(int nth) {
      return new Rule(direction, type, nth, action, ending, down);
    }

    /** {@link Action#CUT_BEFORE}. */
    public Rule cutBefore() {
      return with(Action.CUT_BEFORE);
    }

    /** {@link Action#CUT_AFTER}. */
    public Rule cutAfter() {
      return with(Action.CUT_AFTER);
    }

    /** {@link Action#DROP}. */
    public Rule drop() {
      return with(Action.DROP);
    }

    /** {@link Action#HOLD}. */
    public Rule hold() {
      return with(Action.HOLD);
    }

    /** Cuts with a reset instead of an orderly end. */
    public Rule byReset() {
      return new Rule(direction, type, nth, action, Ending.RST, down);
    }

    /** Takes the proxy down with the cut, so that no reconnect slips in between. */
    public Rule andDown() {
      return new Rule(direction, type, nth, action, ending, /* down= */ true);
    }

    private Rule with(Action action) {
      return new Rule(direction, type, nth, action, ending, down);
    }

    boolean matches(Direction way, String name) {
      return direction == way
          && (type.equals(name) || (type.equals(ANY) && !name.startsWith(CONTROL)));
    }
  }

  /**
   * That a rule met its message.
   *
   * @param rule the rule
   * @param connection the connection's number, from 1 in the order of acceptance
   * @param type the message's type
   * @param text the message, unmasked; empty for a control frame
   */
  public record Firing(Rule rule, int connection, String type, String text) {}

  /** A rule at work. */
  public interface Armed {
    /** The rule. */
    Rule rule();

    /**
     * Completes when the rule has done its work: after the message was forwarded, dropped, first
     * held, or the connection was cut. Runs what depends on it off the proxy's own threads. It is
     * cancelled when the rule is released unfired or the proxy closes.
     */
    CompletableFuture<Firing> fired();

    /** How many messages a hold keeps at the moment. */
    int held();

    /**
     * Takes the rule off. What a hold kept is forwarded first, in its order, when this returns.
     * Does nothing for a rule that is off already.
     */
    void release();
  }

  /** The type of a rule that is for every message, control frames left out. */
  public static final String ANY = "*";

  /** The type of what has none: binary, no JSON object, compressed, broken, over 1 MB. */
  public static final String UNTYPED = "?";

  /** How the types of control frames begin; {@code ping} alone is a message of the protocol. */
  static final String CONTROL = "ws:";

  /** The type of a WebSocket ping frame. */
  public static final String PING = CONTROL + "ping";

  /** The type of a WebSocket pong frame. */
  public static final String PONG = CONTROL + "pong";

  /** The type of a WebSocket close frame. */
  public static final String CLOSE = CONTROL + "close";

  private static final int CONNECT_TIMEOUT_MS = 2_000;

  private final Rules rules = new Rules();
  private final Counters counters = new Counters();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("cutting-proxy-", 0).factory());

  private final Door door = new Door(threads, this::serve);
  private volatile InetSocketAddress upstream;

  private CuttingProxy(InetSocketAddress upstream) {
    this.upstream = upstream;
  }

  /**
   * Starts a proxy on a free loopback port.
   *
   * @param host the server behind it; only loopback
   * @param port its port; nobody has to listen there yet
   * @throws IllegalArgumentException if the host is not loopback
   * @throws java.io.UncheckedIOException if no port can be had
   */
  public static CuttingProxy start(String host, int port) {
    CuttingProxy proxy = new CuttingProxy(loopback(host, port));
    proxy.up();
    return proxy;
  }

  /** Starts a proxy to the host and port of this URI, like {@link #start(String, int)}. */
  public static CuttingProxy start(URI server) {
    return start(server.getHost(), server.getPort());
  }

  /** The port to dial; the same for the whole life of the proxy. */
  public int port() {
    return door.port();
  }

  /** The address to dial, {@code ws://127.0.0.1:port/}. */
  public URI uri() {
    return URI.create("ws://127.0.0.1:" + port() + "/");
  }

  /**
   * Changes the server behind the proxy for connections accepted from now on, as when it restarted
   * on another port.
   *
   * @throws IllegalArgumentException if the host is not loopback
   */
  public void upstream(String host, int port) {
    upstream = loopback(host, port);
  }

  /** Puts a rule to work from now on. */
  public Armed arm(Rule rule) {
    return rules.arm(rule, this::flushReleased);
  }

  /** Shorthand: arms the rule and returns {@link Armed#fired()}. */
  public CompletableFuture<Firing> await(Rule rule) {
    return arm(rule).fired();
  }

  /** How many messages of this type have come in from that side since the start. */
  public long arrived(Direction direction, String type) {
    return counters.arrived(direction, type);
  }

  /**
   * How many messages of this type went out on the other side since the start. What was received
   * has been counted; what was counted last may still be under way.
   */
  public long forwarded(Direction direction, String type) {
    return counters.forwarded(direction, type);
  }

  /** How many connections were accepted since the start, those without a server behind included. */
  public int accepted() {
    return accepted.get();
  }

  /** How many connections stand right now, not counting those already cut. */
  public int connections() {
    return (int) links.stream().filter(link -> !link.cut()).count();
  }

  /** Ends every connection that stands; new ones are accepted as before. */
  public void cutAll(Ending ending) {
    // One that was cut already is left to the ending it got.
    links.stream().filter(link -> !link.cut()).forEach(link -> link.end(ending, ending));
  }

  /** Refuses new connections, as a port where nobody listens, and resets those that stand. */
  public void down() {
    down(Ending.RST);
  }

  /** Refuses new connections, as a port where nobody listens, and ends those that stand. */
  public void down(Ending ending) {
    shut(ending, () -> {});
  }

  private void shut(Ending ending, Runnable next) {
    door.shut();
    next.run();
    cutAll(ending);
  }

  /**
   * Accepts connections again, on the same port. Does nothing when up already.
   *
   * @throws IllegalStateException after {@link #close}
   * @throws java.io.UncheckedIOException if the port cannot be had
   */
  public void up() {
    door.open();
  }

  /** Resets every connection, cancels what has not fired and waits until the last thread ended. */
  @Override
  public void close() {
    door.close();
    links.forEach(link -> link.end(Ending.RST, Ending.RST));
    rules.cancelAll();
    threads.close();
  }

  /** Whether the last of the proxy's threads has ended. */
  boolean ended() {
    return threads.isTerminated();
  }

  /** Dials the server and pumps until both sides have ended; on the connection's own thread. */
  private void serve(Socket client, Door.Visit visit) {
    int number = accepted.incrementAndGet();
    Socket server = new Socket();
    try {
      server.connect(upstream, CONNECT_TIMEOUT_MS);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    } catch (IOException e) {
      Link.reset(client);
      Link.closeQuietly(server);
      return;
    }
    Link link = new Link(number, client, server, rules, counters, this::shut);
    if (!visit.unlessShut(() -> links.add(link))) {
      link.end(Ending.RST, Ending.RST);
      return;
    }
    try {
      link.run(threads);
    } catch (RejectedExecutionException e) {
      // The proxy closes and has reset the connection already.
    } finally {
      links.remove(link);
    }
  }

  private void flushReleased(Direction direction) {
    List.copyOf(links).forEach(link -> link.flushReleased(direction));
  }

  private static InetSocketAddress loopback(String host, int port) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "the cutting proxy only serves loopback, and " + host + " is not");
    }
    return address;
  }
}
