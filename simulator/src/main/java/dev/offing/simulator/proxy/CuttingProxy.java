package dev.offing.simulator.proxy;

import dev.offing.simulator.proxy.toxic.Dose;
import dev.offing.simulator.proxy.toxic.Time;
import dev.offing.simulator.world.Dice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

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

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final Rules rules = new Rules();
  private final Counters counters = new Counters();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger ruled = new AtomicInteger();
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("cutting-proxy-", 0).factory());

  private final Shared shared;
  private final Door door;
  private final Dialler dialler;

  /** Makes a new connection and a change of the toxics one after the other. */
  private final ReentrantLock toxicsLock = new ReentrantLock();

  /** Guarded by {@link #toxicsLock}. */
  private final Map<Direction, List<Dose>> toxics = new EnumMap<>(Direction.class);

  private CuttingProxy(
      boolean counting,
      InetSocketAddress listen,
      Supplier<InetSocketAddress> upstream,
      Time time,
      Dice dice) {
    dialler = new Dialler(upstream, threads, dice);
    shared = new Shared(counting, rules, counters, threads, time, dice);
    door = new Door(listen, threads, this::serve);
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
    InetSocketAddress server = loopback(host, port);
    CuttingProxy proxy =
        new CuttingProxy(
            /* counting= */ true,
            new InetSocketAddress(LOOPBACK, 0),
            () -> server,
            Time.system(),
            new Dice(0));
    proxy.up();
    return proxy;
  }

  /**
   * A proxy that is down yet, on any address and to any server: for a tester who named both. It
   * counts no messages, so that without rules it need not look at them.
   *
   * @param listen where it will listen; port 0 takes a free one
   * @param upstream asked for the server with each connection, so that a name is looked up anew
   * @param time what toxics go by
   * @param dice their chance
   * @throws java.io.UncheckedIOException if the port cannot be had
   */
  public static CuttingProxy at(
      InetSocketAddress listen, Supplier<InetSocketAddress> upstream, Time time, Dice dice) {
    return new CuttingProxy(/* counting= */ false, listen, upstream, time, dice);
  }

  /** Starts a proxy to the host and port of this URI, like {@link #start(String, int)}. */
  public static CuttingProxy start(URI server) {
    return start(server.getHost(), server.getPort());
  }

  /** The port to dial; the same for the whole life of the proxy. */
  public int port() {
    return door.address().getPort();
  }

  /** Where it listens when it is up; the same for its whole life. */
  public InetSocketAddress address() {
    return door.address();
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
    InetSocketAddress server = loopback(host, port);
    dialler.upstream(() -> server);
  }

  /** Who answers in place of the server, for connections accepted from now on; the first first. */
  public void pretend(List<Pretence> pretences) {
    dialler.pretend(List.copyOf(pretences));
  }

  /** Has these toxics in a direction from now on, on the connections that stand and on new ones. */
  public void toxics(Direction direction, List<Dose> doses) {
    toxicsLock.lock();
    try {
      toxics.put(direction, List.copyOf(doses));
      links.forEach(link -> link.toxics(direction, doses));
    } finally {
      toxicsLock.unlock();
    }
  }

  /** Puts a rule to work from now on. */
  public Armed arm(Rule rule) {
    return arm(rule, 1);
  }

  /**
   * Puts a rule to work from now on that meets only some of its messages.
   *
   * @param chance that it meets one, 0 to 1
   */
  public Armed arm(Rule rule, double chance) {
    Dice dice = shared.dice().split("rule " + ruled.incrementAndGet());
    return rules.arm(rule, () -> dice.chance(chance), this::flushReleased);
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

  /**
   * Refuses new connections, ends those that stand by a FIN and closes them soon after, also where
   * a peer goes on writing.
   */
  public void finish() {
    door.shut();
    links.stream().filter(link -> !link.cut()).forEach(Link::finish);
  }

  /**
   * Gives the port back and {@linkplain #finish finishes} what stands. This waits for nothing; the
   * last thread ends soon after.
   */
  public void retire() {
    door.close();
    dialler.close();
    links.forEach(Link::finish);
    rules.cancelAll();
    threads.shutdown();
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
    dialler.close();
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
      dialler.dial(server, number);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    } catch (IOException e) {
      Link.reset(client);
      Link.closeQuietly(server);
      return;
    }
    Link link = new Link(number, client, server, shared, this::shut);
    if (!visit.unlessShut(() -> add(link))) {
      link.end(Ending.RST, Ending.RST);
      return;
    }
    try {
      link.run();
    } catch (RejectedExecutionException e) {
      // The proxy closes and has reset the connection already.
    } finally {
      links.remove(link);
    }
  }

  private boolean add(Link link) {
    toxicsLock.lock();
    try {
      toxics.forEach(link::toxics);
      return links.add(link);
    } finally {
      toxicsLock.unlock();
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
