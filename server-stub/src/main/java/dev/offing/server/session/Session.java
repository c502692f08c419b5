package dev.offing.server.session;

import dev.offing.server.account.AccountSession;
import dev.offing.server.account.Opened;
import dev.offing.server.account.Tokens;
import dev.offing.server.action.Caller;
import dev.offing.server.gateway.CloseCode;
import dev.offing.server.gateway.Connection;
import dev.offing.server.gateway.ConnectionHandler;
import dev.offing.server.gateway.Frame;
import dev.offing.server.gateway.Outbound;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.room.RoomMember;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.protocol.Bounds;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.protocol.ProtocolException;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.protocol.Versions;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One client's conversation: {@code HELLO -> PROVE -> LIVE}, or {@code LINK} for a device that asks
 * to belong to an account, each with one method, and {@code CLOSED} from anywhere. A token in the
 * place of hello leads to {@code LIVE} or {@code ADMIN} at once. Frames come one at a time, on the
 * connection's lane; ticks and other people's changes are sent by other threads, and only use what
 * is marked volatile.
 */
final class Session implements ConnectionHandler {
  private static final Logger log = LoggerFactory.getLogger(Session.class);

  /** A challenge is good for so long: a proof that comes later is refused. */
  private static final long CHALLENGE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long NOT_READY_RETRY_MS = 1_000;

  /** A tick that says nothing new is sent again after so long, for whoever doubts. */
  private static final long SAME_TICK_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Letters in one frame: what waits beyond them is shown as they are read. */
  private static final int SHOWN_AT_ONCE = 50;

  /** A push's own braces beside its mutations. */
  private static final int ENVELOPE_CHARS = 1_024;

  private enum Phase {
    HELLO,
    PROVE,
    LIVE,
    LINK,
    ADMIN,
    CLOSED
  }

  private final Connection connection;
  private final Services services;
  private final SessionRegistry registry;
  private final String id;
  private final Set<String> joined = new HashSet<>();
  private Phase phase = Phase.HELLO;
  private ClientMessage.@Nullable Hello hello;
  private ServerMessage.@Nullable Challenge challenge;
  private long challengedAtNanos;
  private String nonce = "";
  private @Nullable RoomMember member;
  private Caller.@Nullable Player player;

  /** Set when live; read by ticks. */
  private volatile @Nullable AccountSession account;

  /** Ids of letters that this session was sent; guarded by itself. */
  private final Set<String> shown = new HashSet<>();

  /** Of the push cycle alone: the tick that was sent last. */
  private ServerMessage.@Nullable Tick ticked;

  private long tickedAtNanos;

  private volatile long lastFrameAt;
  private volatile long lastContactAt;

  Session(Connection connection, Services services, SessionRegistry registry) {
    this.connection = connection;
    this.services = services;
    this.registry = registry;
    this.id = services.node() + "-" + connection.id();
  }

  long connectionId() {
    return connection.id();
  }

  @Override
  public void opened() {
    // The client speaks first.
  }

  @Override
  public void frame(String text) {
    if (phase == Phase.CLOSED) {
      return;
    }
    MDC.put("session", id);
    AccountSession plays = account;
    if (plays != null) {
      MDC.put("account", plays.account());
    }
    try {
      heard(text);
    } finally {
      MDC.clear();
    }
  }

  private void heard(String text) {
    if (phase == Phase.HELLO) {
      Optional<String> token = services.codec().bearer(text);
      if (token.isPresent()) {
        shown(token.get());
        return;
      }
    }
    ClientMessage message;
    try {
      message = services.codec().decodeClient(text);
    } catch (ProtocolException e) {
      boolean large = e.code().equals(ProtocolException.TOO_LARGE);
      fail(
          e.code(),
          String.valueOf(e.getMessage()),
          large ? CloseCode.TOO_BIG : CloseCode.MALFORMED);
      return;
    }
    switch (phase) {
      case HELLO -> awaitingHello(message);
      case PROVE -> awaitingProof(message);
      case LIVE -> live(message, text.length());
      case LINK -> calling(message, new Caller.Linking(device(), nonce, connection.remote()));
      case ADMIN -> calling(message, new Caller.Admin(connection.remote()));
      case CLOSED -> {}
    }
  }

  @Override
  public void closed() {
    phase = Phase.CLOSED;
    registry.remove(this);
    RoomMember inRooms = member;
    if (inRooms != null) {
      for (String room : List.copyOf(joined)) {
        services.rooms().leave(inRooms, joined, room);
      }
    }
    AccountSession open = account;
    if (open != null) {
      account = null;
      try {
        services.whereabouts().left(open.account(), id);
      } catch (RedisUnavailable e) {
        log.debug("session {} left: {}", id, e.getMessage()); // whoever looks for it finds out
      }
      if (lastFrameAt > lastContactAt) {
        services.accounts().contact(open, lastFrameAt);
      }
      services.accounts().close(open);
    }
  }

  // ---- HELLO ----------------------------------------------------------------------------------

  private void awaitingHello(ClientMessage message) {
    if (!(message instanceof ClientMessage.Hello said)) {
      wrongOrder("the first message is hello");
      return;
    }
    if (connection.dialledHost().isEmpty()) {
      fail(
          "token_only",
          "a connection of this kind begins with {\"token\": ...}: nothing says which server it"
              + " dialled, so a proof would be good anywhere",
          CloseCode.POLICY);
      return;
    }
    if (!speaks(said.protocol()) || !ready()) {
      return;
    }
    ServerMessage.Challenge asked =
        new ServerMessage.Challenge(
            services.serverId(), services.random256().get(), services.clock().getAsLong());
    hello = said;
    challenge = asked;
    challengedAtNanos = services.nanos().getAsLong();
    phase = Phase.PROVE;
    send(asked);
  }

  // ---- PROVE ----------------------------------------------------------------------------------

  private void awaitingProof(ClientMessage message) {
    if (!(message instanceof ClientMessage.Prove proof)) {
      wrongOrder("a challenge is answered by prove");
      return;
    }
    ClientMessage.Hello said = Objects.requireNonNull(hello);
    ServerMessage.Challenge asked = Objects.requireNonNull(challenge);
    challenge = null; // good for one proof, whatever comes of it
    nonce = asked.nonce();
    if (services.nanos().getAsLong() - challengedAtNanos > CHALLENGE_NANOS) {
      fail("challenge_expired", "the challenge was good for 5 seconds", CloseCode.POLICY);
      return;
    }
    String origin = services.hosts().dialledOrigin(connection.dialledHost());
    byte[] signed = Proof.bytes(asked, origin, said, proof.checkpoint());
    if (!services.proofs().verifies(said.publicKey(), signed, proof.signature())) {
      fail(
          "bad_proof",
          "the signature is not that of this key over this challenge, hello and origin " + origin,
          CloseCode.POLICY);
      return;
    }
    if (said.serverId() != null && !said.serverId().equals(services.serverId())) {
      fail("other_server", "this profile belongs to another server", CloseCode.POLICY);
      return;
    }
    if (!knows(said.rules())) {
      return;
    }
    if (said.links()) {
      phase = Phase.LINK;
      connection.proved(Bounds.FRAME_BEFORE_PROOF_BYTES);
      registry.add(this);
      welcome(new Opened.Welcomed(ServerMessage.Mode.LINK), List.of());
      return;
    }
    open(
        new Tokens.Holder(
            said.accountId(), said.publicKey(), said.incarnation(), said.protocol(), said.rules()),
        true,
        proof.checkpoint());
  }

  private String device() {
    return Objects.requireNonNull(hello).publicKey();
  }

  private boolean speaks(int protocol) {
    Versions own = services.versions();
    return fits(
        own.messages(protocol),
        "versions %d to %d of the messages; the program %d"
            .formatted(own.oldest(), own.newest(), protocol));
  }

  private boolean knows(int rules) {
    Versions own = services.versions();
    Versions.Fit fit = own.rulesOf(rules);
    if (fit == Versions.Fit.CLIENT_TOO_OLD) {
      welcome(new Opened.Welcomed(ServerMessage.Mode.UPGRADE), List.of());
    }
    return fits(fit, "version %d of the rules; the program %d".formatted(own.rules(), rules));
  }

  private boolean ready() {
    if (services.notReady().get().isEmpty()) {
      return true;
    }
    retryLater();
    return false;
  }

  // ---- a token in the place of hello ------------------------------------------------------------

  private void shown(String token) {
    if (services.admin().is(token)) {
      phase = Phase.ADMIN;
      connection.proved(Bounds.FRAME_BYTES);
      return;
    }
    if (!ready()) {
      return;
    }
    Optional<Tokens.Holder> holder;
    try {
      holder = services.tokens().check(token);
    } catch (RedisUnavailable e) {
      log.debug("the token of session {} is not looked up: {}", id, e.getMessage());
      retryLater();
      return;
    }
    if (holder.isEmpty()) {
      fail(
          "bad_token",
          "this token is not good, or not any more; the action token makes another one",
          CloseCode.POLICY);
    } else if (speaks(holder.get().protocol()) && knows(holder.get().rules())) {
      open(holder.get(), false, null);
    }
  }

  // ---- both -------------------------------------------------------------------------------------

  /** Where the versions do not fit, says which side is to be brought up to date, and closes. */
  private boolean fits(Versions.Fit fit, String versions) {
    switch (fit) {
      case FITS -> {}
      case CLIENT_TOO_OLD ->
          fail("upgrade", "this program is too old: the server has " + versions, CloseCode.POLICY);
      case SERVER_TOO_OLD ->
          fail(
              "server_too_old",
              "this server is too old for the program: it has " + versions,
              CloseCode.POLICY);
    }
    return fit == Versions.Fit.FITS;
  }

  private void open(Tokens.Holder who, boolean proved, @Nullable Checkpoint checkpoint) {
    AccountSession session =
        new AccountSession(
            who.account(),
            who.device(),
            who.incarnation(),
            this::send,
            services.enrolment(connection.remote()),
            this::unlinked);
    try {
      List<ServerMessage.Notice> letters =
          services.inbox().waiting(session.account(), SHOWN_AT_ONCE);
      services
          .accounts()
          .open(
              session,
              checkpoint,
              opened -> {
                switch (opened) {
                  case Opened.Welcomed welcomed -> {
                    begin(session, who, proved, welcomed.mode() == ServerMessage.Mode.HEAL);
                    letters.forEach(letter -> shown.add(letter.id()));
                    welcome(welcomed, letters);
                  }
                  case Opened.Refused refused ->
                      fail(
                          refused.code(),
                          refused.message(),
                          refused.code().equals("enrolment_limited")
                              ? CloseCode.TRY_LATER
                              : CloseCode.POLICY);
                }
              });
    } catch (RedisUnavailable e) {
      log.debug("session {} is not opened: {}", id, e.getMessage());
      retryLater();
      return;
    }
    if (phase == Phase.LIVE) {
      arrive(session.account());
    }
  }

  /** From now on it is found; what came for it before that is looked for. */
  private void arrive(String player) {
    try {
      services.whereabouts().arrived(player, id);
    } catch (RedisUnavailable e) {
      log.debug("session {} is not written down: {}", id, e.getMessage()); // the next beat does
    }
    letters();
  }

  private void begin(AccountSession session, Tokens.Holder who, boolean proved, boolean heals) {
    long now = services.clock().getAsLong();
    lastFrameAt = now;
    lastContactAt = now;
    account = session;
    player =
        services.player(
            who, proved, connection.remote(), (push, answer) -> push(session, push, answer));
    member = new RoomMember(id, session.account(), connection::send);
    phase = Phase.LIVE;
    connection.proved(heals ? Bounds.HEAL_FRAME_BYTES : Bounds.FRAME_BYTES);
    registry.add(this);
  }

  private void welcome(Opened.Welcomed welcomed, List<ServerMessage.Notice> letters) {
    var world = services.world().view().world();
    send(
        new ServerMessage.Welcome(
            id,
            services.node(),
            welcomed.mode(),
            welcomed.position(),
            new ServerMessage.WorldHead(world.epoch(), world.seq()),
            services.clock().getAsLong(),
            new ServerMessage.Limits(
                Bounds.PUSH_MUTATIONS, Bounds.PUSH_BYTES, Bounds.FRAME_BYTES, services.tickMs()),
            welcomed.away(),
            letters));
  }

  // ---- LIVE -----------------------------------------------------------------------------------

  private void live(ClientMessage message, int chars) {
    long now = services.clock().getAsLong();
    lastFrameAt = now;
    AccountSession open = Objects.requireNonNull(account);
    RoomMember inRooms = Objects.requireNonNull(member);
    switch (message) {
      case ClientMessage.Push push -> pushed(open, push, chars);
      case ClientMessage.Heal heal -> {
        connection.proved(Bounds.FRAME_BYTES);
        if (services.cannotJudge().get().isEmpty()) {
          services.accounts().heal(open, heal);
          lastContactAt = 0; // what fell due meanwhile comes with the next contact, and that is now
        } else {
          send(new ServerMessage.RetryAfter(NOT_READY_RETRY_MS));
        }
      }
      case ClientMessage.Snapshot _ -> services.accounts().snapshot(open);
      case ClientMessage.Ping ping ->
          send(new ServerMessage.Pong(ping.t0(), now, services.clock().getAsLong()));
      case ClientMessage.Call call ->
          services.actions().call(Objects.requireNonNull(player), call, this::send);
      case ClientMessage.Join join -> services.rooms().join(inRooms, joined, join);
      case ClientMessage.Leave leave -> services.rooms().leave(inRooms, joined, leave.room());
      case ClientMessage.Say say -> services.rooms().say(inRooms, joined, say);
      case ClientMessage.InboxAck ack -> read(open, ack.ids(), now);
      case ClientMessage.Hello _, ClientMessage.Prove _ ->
          wrongOrder("the handshake is done already");
    }
  }

  private void pushed(AccountSession open, ClientMessage.Push push, int chars) {
    if (chars > Bounds.PUSH_BYTES + ENVELOPE_CHARS) {
      fail(
          ProtocolException.TOO_LARGE,
          "the mutations of a push have at most %,d bytes".formatted(Bounds.PUSH_BYTES),
          CloseCode.TOO_BIG);
    } else {
      push(open, push, this::send);
    }
  }

  private void push(AccountSession open, ClientMessage.Push push, Consumer<ServerMessage> answer) {
    if (services.cannotJudge().get().isEmpty()) {
      services.accounts().push(open, push, answer);
    } else {
      answer.accept(new ServerMessage.RetryAfter(NOT_READY_RETRY_MS));
    }
  }

  // ---- LINK and ADMIN: calls alone --------------------------------------------------------------

  private void calling(ClientMessage message, Caller caller) {
    long now = services.clock().getAsLong();
    switch (message) {
      case ClientMessage.Ping ping ->
          send(new ServerMessage.Pong(ping.t0(), now, services.clock().getAsLong()));
      case ClientMessage.Call call -> services.actions().call(caller, call, this::send);
      default -> wrongOrder("this session takes calls, and nothing else");
    }
  }

  private void read(AccountSession open, List<String> ids, long now) {
    try {
      services.inbox().acknowledge(open.account(), ids, now);
    } catch (RedisUnavailable e) {
      log.debug("letters of {} stay: {}", id, e.getMessage()); // they come again
    }
    letters(); // there may be more than were shown at once
  }

  // ---- from other threads ---------------------------------------------------------------------

  /** The account now; empty where this session may not see it, or plays none. */
  Optional<ServerMessage.Tick> tick() {
    AccountSession open = account;
    return open == null ? Optional.empty() : services.accounts().tick(open);
  }

  Frame encoded(ServerMessage message) {
    return new Frame(services.codec().encode(message));
  }

  /**
   * Sends a tick, unless it says nothing new, or the reader is behind, for whom an older one would
   * be no use.
   */
  void show(ServerMessage.Tick tick, Frame frame) {
    AccountSession open = account;
    long now = services.nanos().getAsLong();
    boolean news = !tick.equals(ticked) || now - tickedAtNanos >= SAME_TICK_NANOS;
    if (open != null && news && connection.idle() && services.accounts().shows(open)) {
      ticked = tick;
      tickedAtNanos = now;
      connection.send(new Outbound.Latest("tick", frame));
    }
  }

  /** Shows what lies in the inbox and was not shown in this session; blocks. */
  void letters() {
    AccountSession open = account;
    if (open == null) {
      return;
    }
    synchronized (shown) {
      try {
        List<ServerMessage.Notice> fresh =
            services.inbox().waiting(open.account(), SHOWN_AT_ONCE).stream()
                .filter(letter -> shown.add(letter.id()))
                .toList();
        if (!fresh.isEmpty()) {
          send(new ServerMessage.Inbox(fresh));
        }
      } catch (RedisUnavailable e) {
        log.debug("letters of {} are not shown: {}", id, e.getMessage()); // the next look does
      }
    }
  }

  /** The account that it plays; null while it plays none. */
  @Nullable String playing() {
    AccountSession open = account;
    return open == null ? null : open.account();
  }

  /** Sends a frame as it is. */
  void tell(String frame) {
    connection.send(new Outbound.Important(frame));
  }

  /** Commits that the device is there, when it was heard and it is time. */
  void contactIfDue() {
    AccountSession open = account;
    long heard = lastFrameAt;
    if (open != null && heard - lastContactAt >= services.contactEveryMs()) {
      lastContactAt = heard;
      services.accounts().contact(open, heard);
    }
  }

  /** The account does not list this device any more. */
  private void unlinked() {
    send(new ServerMessage.Failure("unlinked", "This device does not belong to that game."));
    connection.close(CloseCode.POLICY, "unlinked");
  }

  void send(ServerMessage message) {
    connection.send(new Outbound.Important(services.codec().encode(message)));
  }

  // ---- ends -----------------------------------------------------------------------------------

  private void retryLater() {
    phase = Phase.CLOSED;
    send(new ServerMessage.RetryAfter(NOT_READY_RETRY_MS));
    connection.close(CloseCode.TRY_LATER, "not ready");
  }

  private void wrongOrder(String message) {
    fail("wrong_order", message, CloseCode.POLICY);
  }

  private void fail(String code, String message, int closeCode) {
    log.debug("session {}: {}: {}", id, code, message);
    phase = Phase.CLOSED;
    send(new ServerMessage.Failure(code, message));
    connection.close(closeCode, code);
  }
}
