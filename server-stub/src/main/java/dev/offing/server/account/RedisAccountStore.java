package dev.offing.server.account;

import dev.offing.server.redis.AccountTag;
import dev.offing.server.redis.LuaScript;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.account.Booked;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.Devices;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Heal;
import dev.offing.sync.account.Journalled;
import dev.offing.sync.account.KnownIds;
import dev.offing.sync.account.Lineage;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Transfers;
import dev.offing.sync.account.Verdict;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.CommitFrame;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Accounts in Redis. A commit is one script; what it writes is JSON of the protocol's codec, of the
 * sections that changed. After reading, the state is hashed and compared with its checkpoint: a row
 * that was altered by hand is found before money is counted on it.
 */
public final class RedisAccountStore implements AccountStore {
  private static final LuaScript LOAD = LuaScript.beside(RedisAccountStore.class, "load.lua");
  private static final LuaScript COMMIT = LuaScript.beside(RedisAccountStore.class, "commit.lua");
  private static final LuaScript OUTCOMES =
      LuaScript.beside(RedisAccountStore.class, "outcomes.lua");
  private static final LuaScript DELETE = LuaScript.beside(RedisAccountStore.class, "delete.lua");
  private static final LuaScript FOLD = LuaScript.beside(RedisAccountStore.class, "fold.lua");
  private static final LuaScript COMPARE = LuaScript.beside(RedisAccountStore.class, "compare.lua");
  private static final String SECTION = "s:";

  private final RedisLink redis;
  private final Codec codec;

  /** Rows of a journal that are read at once. */
  private static final int PAGE = 256;

  /** A commit or a heal, with what it added to the book. */
  record JournalRow(@Nullable CommitFrame commit, @Nullable Heal heal, List<Entry> entries) {
    static JournalRow of(Journalled made, List<Entry> entries) {
      return switch (made) {
        case Commit commit -> new JournalRow(CommitFrame.of(commit, false), null, entries);
        case Heal heal -> new JournalRow(null, heal, entries);
      };
    }

    Booked booked(String account) {
      return new Booked(
          commit != null
              ? commit.toCommit(account, id -> null).orElseThrow()
              : Objects.requireNonNull(heal, "a journal row holds a commit or a heal"),
          entries);
    }
  }

  /** A store behind this connection. */
  public RedisAccountStore(RedisLink redis, Codec codec) {
    this.redis = redis;
    this.codec = codec;
  }

  @Override
  public Loaded load(String account, boolean withNewest) {
    AccountKeys keys = new AccountKeys(account);
    List<Object> answer =
        redis.run(LOAD, List.of(keys.account(), keys.journal()), List.of(withNewest ? "1" : "0"));
    String run = (String) answer.get(0);
    String newest = (String) answer.get(1);
    Map<String, String> fields = new HashMap<>();
    for (int i = 2; i < answer.size(); i += 2) {
      fields.put((String) answer.get(i), (String) answer.get(i + 1));
    }
    if (fields.isEmpty() || fields.containsKey("deleted")) {
      return new Loaded(null, null, run, !fields.isEmpty());
    }
    Journalled made = newest.isEmpty() ? null : booked(account, newest).made();
    return new Loaded(record(account, fields), made instanceof Commit commit ? commit : null, run);
  }

  @Override
  public Map<IdKey, KnownIds.Known> outcomes(String account, Collection<IdKey> ids) {
    AccountKeys keys = new AccountKeys(account);
    List<IdKey> asked = List.copyOf(ids);
    List<Object> answer =
        redis.run(
            OUTCOMES,
            List.of(keys.outcomes(), keys.moved()),
            asked.stream().map(RedisAccountStore::field).toList());
    Map<IdKey, KnownIds.Known> found = new HashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      String outcome = (String) answer.get(2 * i);
      String moved = (String) answer.get(2 * i + 1);
      if (!outcome.isEmpty()) {
        List<Posting> postings =
            moved.isEmpty() ? List.of() : List.of(codec.read(moved, Posting[].class));
        IdKey key = asked.get(i);
        found.put(key, codec.read(outcome, StoredOutcome.class).known(key.id(), postings));
      }
    }
    return found;
  }

  @Override
  public Written commit(Write write) {
    State before = write.before();
    State after = write.after();
    AccountKeys keys = new AccountKeys(after.account());
    Arguments arguments = new Arguments(keys);
    arguments.add(before == null ? "" : before.at().epoch());
    arguments.add(before == null ? "" : Long.toString(before.at().version()));
    arguments.add(write.run());
    arguments.add(before == null || write.closesEpoch() ? "1" : "0");
    arguments.add(codec.write(JournalRow.of(write.made(), write.journal())));
    arguments.add(AccountStore.channel(after.account()));
    arguments.add(write.notice());
    addFields(arguments, write);
    addRemembered(arguments, write);
    arguments.add(write.acked().size());
    write
        .acked()
        .forEach((incarnation, number) -> {
          arguments.addKey(keys.numbers(incarnation));
          arguments.add(number);
        });
    arguments.add(write.dropped().size());
    for (OldId dropped : write.dropped()) {
      arguments.addKey(keys.numbers(dropped.incarnation()));
      arguments.add(field(new IdKey(dropped.origin(), dropped.id())));
    }
    addErrands(arguments, write.errands());
    List<Object> answer = redis.runDurably(COMMIT, arguments.keys, arguments.values);
    return switch ((String) answer.getFirst()) {
      case "ok" -> Written.OK;
      case "conflict" -> Written.CONFLICT;
      case "new_run" -> Written.NEW_RUN;
      case "deleted" -> Written.DELETED;
      default -> throw new IllegalStateException("commit.lua answered " + answer);
    };
  }

  @Override
  public void delete(String account, long at) {
    AccountKeys keys = new AccountKeys(account);
    // First the mark: from then on nobody writes, so that what is found next is all there is.
    redis.run(
        DELETE,
        List.of(keys.account()),
        List.of(Long.toString(at), AccountStore.channel(account), AccountStore.DELETED));
    Set<String> rest = new LinkedHashSet<>();
    for (String outcome : redis.call(r -> r.hvals(keys.outcomes()))) {
      rest.add(keys.numbers(codec.read(outcome, StoredOutcome.class).incarnation()));
    }
    rest.addAll(AccountTag.inbox(account));
    // Outcomes come last: they name the others, should this be cut off.
    rest.addAll(List.of(keys.moved(), keys.journal(), keys.opening(), keys.outcomes()));
    rest.forEach(key -> redis.call(r -> r.del(key)));
  }

  @Override
  public boolean unchanged(String account, @Nullable EpochVersion at, String run) {
    List<Object> answer =
        redis.run(COMPARE, List.of(new AccountKeys(account).account()), List.of());
    return answer.get(0).equals(run)
        && answer.get(1).equals(at == null ? "" : at.epoch())
        && answer.get(2).equals(at == null ? "" : Long.toString(at.version()));
  }

  @Override
  public List<OldId> oldestIds(String account, String incarnation, long upToSeq, int most) {
    AccountKeys keys = new AccountKeys(account);
    List<String> fields =
        redis.call(r ->
            r.zrangebyscore(
                keys.numbers(incarnation),
                io.lettuce.core.Range.create(0L, upToSeq),
                io.lettuce.core.Limit.create(0, most)));
    if (fields.isEmpty()) {
      return List.of();
    }
    List<OldId> old = new ArrayList<>();
    redis
        .call(r -> r.hmget(keys.outcomes(), fields.toArray(String[]::new)))
        .forEach(found -> {
          if (found.hasValue()) {
            StoredOutcome outcome = codec.read(found.getValue(), StoredOutcome.class);
            IdKey key = key(found.getKey());
            old.add(
                new OldId(
                    key.origin(),
                    key.id(),
                    outcome.incarnation(),
                    outcome.seq(),
                    outcome.originSeq(),
                    outcome.storedAt()));
          }
        });
    return old;
  }

  @Override
  public Iterator<Booked> journal(String account) {
    String key = new AccountKeys(account).journal();
    return new Iterator<>() {
      private final Deque<String> page = new ArrayDeque<>();
      private long read;

      @Override
      public boolean hasNext() {
        if (page.isEmpty()) {
          // From the end: what is added meanwhile shifts nothing out of sight.
          redis.call(r -> r.lrange(key, -read - PAGE, -read - 1)).forEach(page::addFirst);
          read += page.size();
        }
        return !page.isEmpty();
      }

      @Override
      public Booked next() {
        if (!hasNext()) {
          throw new NoSuchElementException("the journal of " + account + " begins here");
        }
        return booked(account, page.removeFirst());
      }
    };
  }

  @Override
  public Head head(String account) {
    AccountKeys keys = new AccountKeys(account);
    String opening = redis.call(r -> r.get(keys.opening()));
    return new Head(
        redis.call(r -> r.llen(keys.journal())),
        opening == null ? null : codec.read(opening, Opening.class));
  }

  @Override
  public List<Booked> oldest(String account, long from, int most) {
    String key = new AccountKeys(account).journal();
    return redis.call(r -> r.lrange(key, from, from + most - 1)).stream()
        .map(row -> booked(account, row))
        .toList();
  }

  @Override
  public boolean fold(
      String account, String epoch, @Nullable Opening before, Opening after, long rows) {
    AccountKeys keys = new AccountKeys(account);
    List<Object> answer =
        redis.run(
            FOLD,
            List.of(keys.account(), keys.journal(), keys.opening()),
            List.of(
                epoch,
                before == null ? "" : codec.write(before),
                codec.write(after),
                Long.toString(rows)));
    return answer.getFirst().equals("ok");
  }

  @Override
  public List<String> accounts() {
    Set<String> found = new TreeSet<>();
    ScanArgs all = ScanArgs.Builder.matches("offing:{p*}:a:*").limit(1_000);
    ScanCursor cursor = ScanCursor.INITIAL;
    do {
      ScanCursor from = cursor;
      KeyScanCursor<String> page = redis.call(r -> r.scan(from, all));
      page.getKeys().stream()
          .map(key -> key.substring(key.indexOf(":a:") + 3))
          .filter(rest -> rest.indexOf(':') < 0)
          .forEach(found::add);
      cursor = page;
    } while (!cursor.isFinished());
    return List.copyOf(found);
  }

  private Booked booked(String account, String row) {
    return codec.read(row, JournalRow.class).booked(account);
  }

  private AccountRecord record(String account, Map<String, String> fields) {
    EpochVersion at =
        new EpochVersion(value(fields, "epoch"), Long.parseLong(value(fields, "version")));
    State state =
        State.of(
            account,
            at,
            section(fields, "core", EconomyState.class),
            section(fields, "devices", Devices.class),
            List.of(section(fields, "timeline", Entry[].class)),
            section(fields, "transfers", Transfers.class),
            section(fields, "contact", Contact.class),
            section(fields, "lineage", Lineage.class));
    Checkpoint checkpoint = codec.read(value(fields, "checkpoint"), Checkpoint.class);
    if (!checkpoint.digest().equals(state.digest()) || !checkpoint.at().equals(at)) {
      throw new IllegalStateException(
          "account %s at %s does not match its checkpoint".formatted(account, at));
    }
    return new AccountRecord(state, checkpoint, value(fields, "run"));
  }

  private <T> T section(Map<String, String> fields, String name, Class<T> type) {
    return codec.read(value(fields, SECTION + name), type);
  }

  private static String value(Map<String, String> fields, String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  private void addFields(Arguments arguments, Write write) {
    State after = write.after();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("epoch", after.at().epoch());
    fields.put("version", Long.toString(after.at().version()));
    fields.put("checkpoint", codec.write(write.checkpoint()));
    State before = write.before();
    Map<String, String> old = before == null ? Map.of() : before.sectionDigests();
    after
        .sectionDigests()
        .forEach((name, digest) -> {
          if (!digest.equals(old.get(name))) {
            fields.put(SECTION + name, codec.write(part(after, name)));
          }
        });
    arguments.add(fields.size());
    fields.forEach((field, value) -> {
      arguments.add(field);
      arguments.add(value);
    });
  }

  private static Object part(State state, String section) {
    return switch (section) {
      case "core" -> state.core();
      case "devices" -> state.devices();
      case "timeline" -> state.timeline();
      case "transfers" -> state.transfers();
      case "contact" -> state.contact();
      case "lineage" -> state.lineage();
      default -> throw new IllegalStateException("no section is " + section);
    };
  }

  private void addRemembered(Arguments arguments, Write write) {
    arguments.add(write.remembered().size());
    for (Verdict.Remembered row : write.remembered()) {
      List<Posting> postings = row.result().postings();
      arguments.addKey(arguments.account.numbers(row.incarnation()));
      arguments.add(row.row().seq());
      arguments.add(field(IdKey.of(row.row().mutation())));
      arguments.add(codec.write(StoredOutcome.of(row, write.storedAt())));
      arguments.add(postings.isEmpty() ? "" : codec.write(postings));
    }
  }

  private static void addErrands(Arguments arguments, List<Errand> errands) {
    arguments.add(errands.size());
    for (Errand errand : errands) {
      arguments.addKey(arguments.account.errands());
      arguments.add(errand.since());
      arguments.add(RedisErrands.member(errand));
    }
  }

  @Override
  public Map<Integer, List<Errand>> errands(Set<Integer> partitions, int most) {
    return RedisErrands.read(redis, partitions, most);
  }

  @Override
  public void done(Errand errand) {
    RedisErrands.done(redis, errand);
  }

  @Override
  public void again(List<Errand> errands) {
    RedisErrands.again(redis, errands);
  }

  @Override
  public void later(Errand errand, long now) {
    RedisErrands.later(redis, errand, now);
  }

  private static String field(IdKey key) {
    return key.origin() + ":" + key.id();
  }

  private static IdKey key(String field) {
    int split = field.indexOf(':');
    return new IdKey(field.substring(0, split), field.substring(split + 1));
  }

  /** Keys and arguments of commit.lua, which finds a key in an argument by its place. */
  private static final class Arguments {
    final AccountKeys account;
    final List<String> keys = new ArrayList<>();
    final List<String> values = new ArrayList<>();

    Arguments(AccountKeys account) {
      this.account = account;
      keys.addAll(
          List.of(account.account(), account.outcomes(), account.moved(), account.journal()));
    }

    void add(String value) {
      values.add(value);
    }

    void add(long value) {
      values.add(Long.toString(value));
    }

    void addKey(String key) {
      int place = keys.indexOf(key);
      if (place < 0) {
        place = keys.size();
        keys.add(key);
      }
      add(place + 1);
    }
  }
}
