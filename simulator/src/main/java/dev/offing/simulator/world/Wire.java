package dev.offing.simulator.world;

import dev.offing.server.cluster.Lane;
import dev.offing.server.gateway.Connection;
import dev.offing.server.gateway.ConnectionHandler;
import dev.offing.server.gateway.Frame;
import dev.offing.server.gateway.Outbound;
import dev.offing.server.gateway.OutboundQueue;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One connection of a device to a node, and the server's end of it. Each direction keeps its order;
 * two connections of one device do not, which is how an old one's frames come after a new one's
 * welcome. What is held back while a direction is stopped arrives afterwards, unless the connection
 * was cut meanwhile.
 */
final class Wire implements Connection {
  private static final long HOP_MS = 5;
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_CHAT_BYTES = 1 << 16;
  private static final int TRY_LATER = 1013;

  private final World world;
  private final Device device;
  private final Node node;
  private final Air air;
  private final Dice dice;
  private final long id;
  private final long number;
  private final Lane lane;
  private final OutboundQueue waiting = new OutboundQueue(MOST_BYTES, MOST_CHAT_BYTES);
  private final Deque<Runnable> heldUp = new ArrayDeque<>();
  private final Deque<Runnable> heldDown = new ArrayDeque<>();
  private ConnectionHandler handler = Silence.HERE;
  private long lastUp;
  private long lastDown;
  private boolean open = true;
  private boolean serverClosed;
  private boolean deviceTold;

  /** Nobody listens yet. */
  private enum Silence implements ConnectionHandler {
    HERE;

    @Override
    public void opened() {}

    @Override
    public void frame(String text) {}

    @Override
    public void closed() {}
  }

  Wire(World world, Device device, Node node, long id, long number) {
    this.world = world;
    this.device = device;
    this.node = node;
    this.air = device.air();
    this.dice = device.dice();
    this.id = id;
    this.number = number;
    this.lane = new Lane("wire-" + id, node.starter());
  }

  void attach(ConnectionHandler toServer) {
    handler = toServer;
    lane.execute(handler::opened);
  }

  Node node() {
    return node;
  }

  // ---- up ---------------------------------------------------------------------------------------

  void up(String frame) {
    if (!open) {
      return;
    }
    String sent = frame;
    if (air.corrupt > 0 && dice.chance(0.2)) {
      world.happened(Fault.CORRUPT);
      sent = spoilt(frame);
    }
    deliverUp(sent);
    if (air.duplicate > 0 && dice.chance(0.3)) {
      world.happened(Fault.DUPLICATE);
      deliverUp(sent);
    }
  }

  private void deliverUp(String frame) {
    lastUp = Math.max(lastUp, world.time().now() + delay());
    long sent = sends(true, frame);
    world.time().at(lastUp, () -> arriveUp(frame, sent));
  }

  private void arriveUp(String frame, long sent) {
    if (!air.carriesUp()) {
      heldUp.add(() -> arriveUp(frame, sent));
      return;
    }
    if (!serverClosed) {
      world.trace().arrives(world.elapsedMs(), sent);
      world.note(node.label(), "hears", device.name() + " " + frame);
      lane.execute(() -> handler.frame(frame));
    }
  }

  // ---- down: what the server calls
  // ----------------------------------------------------------------

  @Override
  public void send(Outbound frame) {
    if (!open || serverClosed) {
      return;
    }
    if (!waiting.offer(frame)) {
      world.note(device.name(), "too-slow", "");
      waiting.clear();
      close(TRY_LATER, "the reader is too slow");
      return;
    }
    flush();
  }

  /** Sends what waits, unless the reader does not read. */
  void flush() {
    while (air.slowConsumer == 0 && !waiting.isEmpty()) {
      Frame next = waiting.poll();
      if (next != null) {
        down(new String(next.bytes(), StandardCharsets.UTF_8));
      }
    }
  }

  private void down(String frame) {
    if (air.lostAck > 0 && frame.contains("\"type\":\"ack\"")) {
      world.happened(Fault.LOST_ACK);
      sends(false, frame);
      cut("the connection broke before the answer");
      return;
    }
    String sent = frame;
    if (air.corrupt > 0 && dice.chance(0.2)) {
      world.happened(Fault.CORRUPT);
      device.hearsNonsense();
      sent = spoilt(frame);
    }
    String arriving = sent;
    long number = sends(false, sent);
    lastDown = Math.max(lastDown, world.time().now() + delay());
    world.time().at(lastDown, () -> arriveDown(arriving, number));
  }

  private void arriveDown(String frame, long sent) {
    if (!open) {
      return;
    }
    if (!air.carriesDown()) {
      heldDown.add(() -> arriveDown(frame, sent));
      return;
    }
    world.trace().arrives(world.elapsedMs(), sent);
    device.arrived(this, number, frame);
  }

  /** The air changed: what was held back goes on. */
  void resume() {
    if (air.carriesUp()) {
      drain(heldUp);
    }
    if (air.carriesDown()) {
      drain(heldDown);
    }
    flush();
  }

  private long sends(boolean up, String frame) {
    Trace trace = world.trace();
    if (!trace.heard()) {
      return 0;
    }
    String here = device.name();
    String there = node.label();
    return trace.sends(world.elapsedMs(), up ? here : there, up ? there : here, frame);
  }

  private static void drain(Deque<Runnable> held) {
    while (!held.isEmpty()) {
      held.removeFirst().run();
    }
  }

  private long delay() {
    long ms = HOP_MS;
    if (air.latency > 0) {
      ms += 400;
    }
    if (air.jitter > 0) {
      ms += dice.below(800);
    }
    if (air.stall > 0 && dice.chance(0.2)) {
      ms += dice.between(200, 3_000);
    }
    return ms;
  }

  private String spoilt(String frame) {
    int at = dice.below(frame.length());
    return frame.substring(0, at) + (char) ('!' + dice.below(90)) + frame.substring(at + 1);
  }

  // ---- ends -------------------------------------------------------------------------------------

  /** The connection is gone; both ends hear of it, each in its time. */
  void cut(String why) {
    if (!open) {
      return;
    }
    open = false;
    waiting.clear();
    world.time().after(1, () -> tellDevice(why));
    endServer();
  }

  /** The device hung up: it hears no more of this. */
  void hungUp() {
    deviceTold = true;
    open = false;
    waiting.clear();
    endServer();
  }

  private void endServer() {
    long later = air.slowClose > 0 ? dice.between(1_000, 40_000) : 1;
    if (air.slowClose > 0) {
      world.happened(Fault.SLOW_CLOSE);
    }
    world.time().at(Math.max(lastUp, world.time().now() + later), this::closeServer);
  }

  private void closeServer() {
    if (!serverClosed) {
      serverClosed = true;
      lane.execute(() -> {
        handler.closed();
        node.gone(this);
      });
    }
  }

  private void tellDevice(String why) {
    if (!deviceTold) {
      deviceTold = true;
      device.lost(number, why);
    }
  }

  /** The node died: nobody says goodbye. */
  void nodeDied() {
    serverClosed = true;
    open = false;
    world.time().after(dice.chance(0.7) ? 1 : 15_000, () -> tellDevice("the connection was reset"));
  }

  @Override
  public void close(int code, String reason) {
    if (serverClosed || !open) {
      return;
    }
    flush();
    long at = Math.max(lastDown, world.time().now() + HOP_MS);
    world
        .time()
        .at(
            at,
            () -> {
              open = false;
              tellDevice("closed with " + code + ": " + reason);
            });
    closeServer();
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public InetAddress remote() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public String dialledHost() {
    return World.HOST;
  }

  @Override
  public boolean idle() {
    return waiting.isEmpty();
  }

  @Override
  public void proved(int frameBytes) {
    // The bounds before a proof are the gateway's; there is none here.
  }

  @Override
  public boolean open() {
    return open && !serverClosed;
  }
}
