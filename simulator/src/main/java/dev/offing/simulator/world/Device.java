package dev.offing.simulator.world;

import dev.offing.sync.account.Play;
import dev.offing.sync.account.State;
import dev.offing.sync.clock.Moment;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Timeline;
import dev.offing.sync.ledger.DeviceKey;
import dev.offing.sync.ledger.Identity;
import dev.offing.sync.ledger.LedgerException;
import dev.offing.sync.ledger.MemoryLedger;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.ProtocolException;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.session.Effect;
import dev.offing.sync.session.Event;
import dev.offing.sync.session.Submission;
import dev.offing.sync.session.SyncEvent;
import dev.offing.sync.session.SyncSession;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A player's device: the real session on a simulated disk, clock and network. */
public final class Device {
  private static final URI SERVER = URI.create("ws://" + World.HOST);

  private final World world;
  private final int number;
  private final int player;
  private int keyNumber;
  private final Dice dice;
  private final Air air = new Air();
  private final PartClock clock;
  private final Deque<String> sentBefore = new ArrayDeque<>();
  private MemoryLedger disk;
  private @Nullable MemoryLedger backup;
  private @Nullable SyncSession session;
  private @Nullable Wire wire;
  private long connection;
  private Clockwork.@Nullable Task alarm;
  private boolean asleep;
  private boolean heardNonsense;
  private final List<Runnable> whileAsleep = new ArrayList<>();
  private final Cheat cheat;

  /**
   * A device.
   *
   * @param player whose account it plays, or is to play
   * @param keyNumber which key is its own
   */
  Device(World world, int number, int player, int keyNumber, @Nullable MemoryLedger copyOf) {
    this.world = world;
    this.number = number;
    this.player = player;
    this.keyNumber = keyNumber;
    this.dice = world.dice().split("device" + number);
    this.clock = new PartClock(world.time(), 5_000_000L + 1_111_111L * number);
    this.disk = copyOf == null ? new MemoryLedger(identity()) : copyOf;
    this.cheat = new Cheat(dice);
  }

  private Identity identity() {
    DeviceKey key = world.keys().key(keyNumber, world.settings().realProofs());
    return new Identity(
        State.accountOf(key.publicKey()), key.publicKey(), key.privateKey(), dice.hex(16));
  }

  // ---- life -------------------------------------------------------------------------------------

  /** The program starts. */
  public void open() {
    if (session != null) {
      return;
    }
    world.note(name(), "opens", "");
    world.watchers().forEach(w -> w.opened(this));
    session =
        new SyncSession(
            disk,
            disk.load(),
            world.catalogs(),
            world.edition().catalog(),
            world.codec(),
            dice,
            "simulator/1",
            now());
    if (dice.chance(0.2)) {
      foldBook();
    }
    step(new Event.Target(List.of(SERVER)));
    for (int room = 0; room < World.ROOMS; room++) {
      step(new Event.Join(World.room(room)));
    }
  }

  /** As the program does by itself, but where a book is long after a dozen rows. */
  private void foldBook() {
    try {
      while (disk.fold(1 + dice.below(12))) {
        world.note(name(), "folds", "");
      }
    } catch (LedgerException _) {
      // another time
    }
  }

  /** The program ends as it should. */
  public void quit() {
    if (session != null) {
      world.note(name(), "quits", "");
      step(new Event.Close());
      forget();
    }
  }

  /** The program is killed, or the power fails. */
  public void crash() {
    world.note(name(), "crashes", "");
    Wire open = wire;
    wire = null;
    if (open != null) {
      open.hungUp();
    }
    forget();
  }

  private void forget() {
    session = null;
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
    whileAsleep.clear();
  }

  // ---- play -------------------------------------------------------------------------------------

  /** Writes gestures down; what the rules or the disk refuse at once is no gesture. */
  public void play(List<Command> commands) {
    SyncSession here = session;
    if (here == null || asleep || commands.isEmpty()) {
      return;
    }
    SyncSession.Submitted made;
    try {
      made = here.submit(commands, now());
    } catch (LedgerException e) {
      if (!disk.full()) {
        throw new Violation("disk", name() + " could not write: " + e.getMessage(), e);
      }
      return;
    }
    for (Submission submission : made.submissions()) {
      if (submission instanceof Submission.Saved saved) {
        world.note(name(), "saves", saved.mutationId());
        world.watchers().forEach(w -> w.saved(this, saved.mutationId()));
      }
    }
    apply(made.effects());
    afterwards();
  }

  /** The most of a producer that can be paid now, up to {@code most}; as it is bought. */
  public Optional<Command> buy(String producer, int most) {
    SyncSession here = session;
    if (here == null) {
      return Optional.empty();
    }
    Play play = here.predicted(now());
    long at = Math.max(here.serverNow(now()), play.core().asOf());
    Catalog catalog = here.rulebook().at(at);
    if (catalog.producer(producer).isEmpty()) {
      return Optional.empty();
    }
    var there =
        Economy.advance(
                play.core(), at, new Timeline(here.rulebook(), play.contact(), play.entries()))
            .state();
    int count = Math.min(most, Economy.maxAffordable(catalog, there, producer));
    if (count < 1) {
      return Optional.empty();
    }
    Money price = Economy.price(catalog, there, producer, count);
    return Optional.of(Command.buy(producer, count, there.run(), price));
  }

  /** The run that the player sees. */
  public long run() {
    SyncSession here = session;
    return here == null ? 0 : here.predicted(now()).core().run();
  }

  /** So many hundredths of the purse for another player. */
  public Optional<Command> gift(int percent) {
    SyncSession here = session;
    if (here == null) {
      return Optional.empty();
    }
    Money purse = here.predicted(now()).core().purse();
    Money amount = Money.of(purse.times(percent).grains().divide(BigInteger.valueOf(100)));
    return amount.signum() > 0
        ? Optional.of(Command.gift(world.account(player + 1), amount, run()))
        : Optional.empty();
  }

  /** An order that its price may reach. */
  public Optional<Command> order(boolean sells, String good, int count) {
    SyncSession here = session;
    if (here == null) {
      return Optional.empty();
    }
    long at = here.serverNow(now());
    return here.rulebook()
        .at(at)
        .commons()
        .good(good)
        .map(it -> Command.order(sells, good, count, it.price(), run()));
  }

  /** Takes the oldest open order back. */
  public Optional<Command> cancel() {
    SyncSession here = session;
    return here == null
        ? Optional.empty()
        : here.predicted(now()).core().dealings().orders().stream()
            .findFirst()
            .map(order -> Command.cancel(order.id(), run()));
  }

  /** Says a line in a room. */
  public void say(int room, String id, String text) {
    step(new Event.Say(World.room(room), id, text));
  }

  /** Deletes the account, where the server can be asked. */
  public void deleteAccount() {
    step(
        new Event.Call(
            dice.hex(16),
            Calls.DELETE_ACCOUNT,
            1,
            world.codec().toTree(new Calls.DeleteAccountParams(account()))));
  }

  /** The button. */
  public void connectNow() {
    step(new Event.Connect());
  }

  /** The player has read what happened while nobody was here. */
  public void acknowledgeAway() {
    SyncSession here = session;
    if (here != null && !asleep) {
      try {
        here.away(now());
        here.acknowledgeAway(now());
      } catch (LedgerException _) {
        // told again later
      }
    }
  }

  // ---- the session ------------------------------------------------------------------------------

  void step(Event event) {
    SyncSession here = session;
    if (here == null) {
      return;
    }
    if (asleep) {
      whileAsleep.add(() -> step(event));
      return;
    }
    apply(here.step(event, now()));
    afterwards();
  }

  private void afterwards() {
    world.watchers().forEach(w -> w.acted(this));
    SyncSession here = session;
    OptionalLong wake = here == null ? OptionalLong.empty() : here.wakeAtMs();
    long at =
        wake.isEmpty()
            ? Long.MAX_VALUE
            : Math.max(clock.whenMonotonic(wake.getAsLong()), world.time().now() + 1);
    if (alarm != null && alarm.isFor(at)) {
      return;
    }
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
    if (wake.isPresent()) {
      alarm = world.time().at(at, () -> step(new Event.Wake()));
    }
  }

  private void apply(List<Effect> effects) {
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Dial dial -> dial(dial.connection());
        case Effect.Send send -> send(send.connection(), send.message());
        case Effect.Hang hang -> {
          if (wire != null && hang.connection() == connection) {
            wire.hungUp();
            wire = null;
          }
        }
        case Effect.Tell tell -> tell(tell.event());
        case Effect.Answer answer -> world.family().answered(answer.reply());
        case Effect.Then then -> step(then.event());
      }
    }
  }

  private void tell(SyncEvent event) {
    if (!(event instanceof SyncEvent.Changed)) {
      world.note(name(), "told", event.getClass().getSimpleName());
    }
    world.watchers().forEach(w -> w.told(this, event));
  }

  private void dial(long dialled) {
    connection = dialled;
    if (air.handshakeStall > 0) {
      world.happened(Fault.HANDSHAKE_STALL);
      return;
    }
    SyncSession program = session;
    world.time().after(10, () -> opened(dialled, program));
  }

  /** A call of a program that has ended since is nobody's, though its number may be another's. */
  private void opened(long dialled, @Nullable SyncSession program) {
    if (dialled != connection || session == null || session != program) {
      return;
    }
    Wire fresh = air.offline > 0 ? null : world.connect(this, dialled);
    if (fresh == null) {
      step(new Event.Lost(dialled, "no route to the server"));
      return;
    }
    wire = fresh;
    step(new Event.Opened(dialled));
  }

  private void send(long over, ClientMessage message) {
    Wire to = wire;
    if (to == null || over != connection) {
      return;
    }
    ClientMessage sent = cheat.changed(message, this);
    String frame = world.codec().encode(sent);
    to.up(frame);
    if (cheat.replays() && !sentBefore.isEmpty()) {
      world.happened(Fault.REPLAYED_FRAME);
      to.up(dice.of(List.copyOf(sentBefore)));
    }
    if (!(message instanceof ClientMessage.Ping)) {
      sentBefore.add(frame);
      if (sentBefore.size() > 20) {
        sentBefore.removeFirst();
      }
    }
  }

  void arrived(Wire from, long over, String frame) {
    if (asleep) {
      whileAsleep.add(() -> arrived(from, over, frame));
      return;
    }
    if (session == null || from != wire) {
      return;
    }
    world.note(name(), "hears", frame);
    ServerMessage message;
    try {
      message = world.codec().decodeServer(frame);
    } catch (ProtocolException e) {
      step(new Event.Garbled(over, String.valueOf(e.getMessage())));
      return;
    }
    step(new Event.Arrived(over, message));
  }

  void lost(long over, String why) {
    if (over == connection) {
      wire = null;
    }
    world.note(name(), "loses", why);
    step(new Event.Lost(over, why));
  }

  // ---- faults -----------------------------------------------------------------------------------

  void cut() {
    if (wire != null) {
      wire.cut("the connection broke");
    }
  }

  void airChanged() {
    if (wire != null) {
      wire.resume();
    }
  }

  void sleep() {
    world.note(name(), "sleeps", "");
    asleep = true;
    clock.sleep(true);
    cut();
  }

  void wakeUp() {
    world.note(name(), "wakes", "");
    asleep = false;
    clock.sleep(false);
    List<Runnable> held = List.copyOf(whileAsleep);
    whileAsleep.clear();
    step(new Event.Wake());
    held.forEach(Runnable::run);
  }

  /** What the power cut leaves of the disk. */
  void powerCut(int most) {
    crash();
    replaceDisk(disk.afterPowerCut(most));
    open();
  }

  /** What the disk before had and this one has not is nowhere, unless somebody else has it. */
  private void replaceDisk(MemoryLedger other) {
    List<Chained> before = allRows(disk);
    disk = other;
    Set<String> left = new HashSet<>();
    allRows(disk).forEach(row -> left.add(row.mutation().id()));
    List<Chained> lost =
        before.stream().filter(row -> !left.contains(row.mutation().id())).toList();
    world.watchers().forEach(w -> w.lost(this, lost));
  }

  private static List<Chained> allRows(MemoryLedger ledger) {
    List<Chained> rows = new ArrayList<>(ledger.outbox());
    ledger.settled().forEach(s -> rows.add(s.row()));
    return rows;
  }

  /** Its disk is gone, key and all; the program starts on a new one. */
  void diskDies() {
    crash();
    world.note(name(), "dies", "");
    keyNumber = world.newKey();
    world.watchers().forEach(w -> w.branched(this));
    backup = null;
    replaceDisk(new MemoryLedger(identity()));
    open();
  }

  void backUp() {
    backup = disk.copy();
  }

  /** The profile is put back; true when there was a backup. */
  boolean restore(boolean noticed) {
    MemoryLedger old = backup;
    if (old == null) {
      return false;
    }
    crash();
    replaceDisk(old.copy());
    if (noticed) {
      disk.beginNewLife(dice.hex(16));
    }
    open();
    return true;
  }

  // ---- what can be seen -------------------------------------------------------------------------

  /** As it is called in traces. */
  public String name() {
    return "d" + number;
  }

  /** Which of the world's devices. */
  public int number() {
    return number;
  }

  /** Whose account. */
  public int player() {
    return player;
  }

  /** Number of its key: copies of a profile share it. */
  public int keyNumber() {
    return keyNumber;
  }

  /** Its public key. */
  public String key() {
    return disk.identity().publicKey();
  }

  /** The account's id. */
  public String account() {
    return disk.identity().account();
  }

  /** Whether frames came to it with other bytes in them. */
  public boolean heardNonsense() {
    return heardNonsense;
  }

  void hearsNonsense() {
    heardNonsense = true;
  }

  /** Its disk. */
  public MemoryLedger disk() {
    return disk;
  }

  /** The running session; empty while the program is not running. */
  public Optional<SyncSession> session() {
    return Optional.ofNullable(session);
  }

  /** Both clocks now. */
  public Moment now() {
    return clock.read();
  }

  /** Its clocks. */
  public PartClock clock() {
    return clock;
  }

  Air air() {
    return air;
  }

  Dice dice() {
    return dice;
  }

  Cheat cheat() {
    return cheat;
  }

  World world() {
    return world;
  }

  SyncSession running() {
    return Objects.requireNonNull(session);
  }
}
