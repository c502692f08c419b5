package dev.offing.sync.protocol;

import dev.offing.sync.account.Carried;
import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.account.Devices;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Incarnation;
import dev.offing.sync.account.Lineage;
import dev.offing.sync.account.LinkedDevice;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.Retired;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Transfers;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.mutation.Origin;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * How the types of the lower packages, which know nothing of JSON, are spelt: money as a decimal
 * string, outcomes in small letters, a mutation flat.
 */
final class OffingModule extends SimpleModule {
  OffingModule() {
    super("offing");
    addSerializer(Money.class, new MoneyWriter());
    addDeserializer(Money.class, new MoneyReader());
    addSerializer(Posting.class, new PostingWriter());
    addSerializer(Outcome.class, new OutcomeWriter());
    addDeserializer(Outcome.class, new OutcomeReader());
    addSerializer(Mutation.class, new MutationWriter());
    Form.addReader(this, Mutation.class, MutationJson.class, MutationJson::toMutation);
    addSerializer(Chained.class, new ChainedWriter());
    Form.addReader(this, Chained.class, ChainedJson.class, ChainedJson::toChained);
    Form.add(this, Devices.class, DevicesJson.class, DevicesJson::of, DevicesJson::devices);
    Form.add(
        this,
        DeviceChange.class,
        DeviceChangeJson.class,
        DeviceChangeJson::of,
        DeviceChangeJson::toChange);
    SharedJson.addTo(this);
    Form.add(this, State.class, StateJson.class, StateJson::of, StateJson::state);
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.addValueInstantiators(new RecordCreators());
  }

  /** A mutation as it stands in JSON: the command's parts lie beside the rest. */
  record MutationJson(
      String id,
      Origin origin,
      long at,
      String kind,
      SortedMap<String, String> args,
      String catalog,
      long run,
      @Nullable Money maxCost) {
    Mutation toMutation() {
      return new Mutation(id, origin, at, new Command(kind, args, run, maxCost), catalog);
    }
  }

  /** A mutation with its place in a chain. */
  record ChainedJson(
      long seq,
      String hash,
      String id,
      Origin origin,
      long at,
      String kind,
      SortedMap<String, String> args,
      String catalog,
      long run,
      @Nullable Money maxCost) {
    Chained toChained() {
      MutationJson m = new MutationJson(id, origin, at, kind, args, catalog, run, maxCost);
      return new Chained(m.toMutation(), seq, hash);
    }
  }

  /** Devices; those of before any could be linked have no {@code linked}. */
  record DevicesJson(
      SortedSet<String> keys,
      SortedMap<String, Incarnation> live,
      SortedMap<String, Retired> removed,
      SortedMap<String, Carried> carried,
      @Nullable SortedMap<String, LinkedDevice> linked,
      @Nullable String recovery) {
    static DevicesJson of(Devices it) {
      return new DevicesJson(
          it.keys(),
          it.live(),
          it.removed(),
          it.carried(),
          it.linked().isEmpty() ? null : it.linked(),
          it.recovery());
    }

    Devices devices() {
      SortedMap<String, LinkedDevice> known = linked == null ? new TreeMap<>() : linked;
      return new Devices(keys, live, removed, carried, known, recovery);
    }
  }

  /** A change of the devices; which parts it has says {@code kind}. */
  record DeviceChangeJson(
      String kind, @Nullable String key, @Nullable String name, @Nullable Long at) {
    private static final String LINKED = "linked";
    private static final String REVOKED = "revoked";
    private static final String RECOVERY = "recovery";

    static DeviceChangeJson of(DeviceChange change) {
      return switch (change) {
        case DeviceChange.Linked it -> new DeviceChangeJson(LINKED, it.key(), it.name(), it.at());
        case DeviceChange.Revoked it -> new DeviceChangeJson(REVOKED, it.key(), null, null);
        case DeviceChange.Recoverable it -> new DeviceChangeJson(RECOVERY, it.key(), null, null);
      };
    }

    DeviceChange toChange() {
      boolean linked = kind.equals(LINKED);
      if (linked == (name == null) || linked == (at == null)) {
        throw new IllegalArgumentException("a linked device, and no other, has a name and a time");
      }
      if (key == null && !kind.equals(RECOVERY)) {
        throw new IllegalArgumentException("key is missing");
      }
      return switch (kind) {
        case LINKED ->
            new DeviceChange.Linked(
                Objects.requireNonNull(key),
                Objects.requireNonNull(name),
                Objects.requireNonNull(at));
        case REVOKED -> new DeviceChange.Revoked(Objects.requireNonNull(key));
        case RECOVERY -> new DeviceChange.Recoverable(key);
        default ->
            throw new IllegalArgumentException(
                "a change of devices is linked, revoked or recovery");
      };
    }
  }

  /** A state by its sections. */
  record StateJson(
      String account,
      @Nullable EpochVersion at,
      EconomyState core,
      Devices devices,
      List<Entry> timeline,
      Transfers transfers,
      Contact contact,
      Lineage lineage) {
    static StateJson of(State s) {
      return new StateJson(
          s.account(),
          s.atOrNull(),
          s.core(),
          s.devices(),
          s.timeline(),
          s.transfers(),
          s.contact(),
          s.lineage());
    }

    State state() {
      return State.of(account, at, core, devices, timeline, transfers, contact, lineage);
    }
  }

  private static final class MoneyWriter extends ValueSerializer<Money> {
    @Override
    public void serialize(Money value, JsonGenerator out, SerializationContext context) {
      out.writeString(value.toString());
    }
  }

  private static final class MoneyReader extends ValueDeserializer<Money> {
    @Override
    public Money deserialize(JsonParser in, DeserializationContext context) {
      if (in.currentToken() != JsonToken.VALUE_STRING) {
        throw new ProtocolException(
            ProtocolException.MALFORMED, "an amount of money is a decimal string of grains");
      }
      String text = in.getString();
      int sign = text.startsWith("-") ? 1 : 0;
      if (text.length() - sign > Money.MAX_DIGITS) {
        throw Bounds.tooLarge("an amount has at most " + Money.MAX_DIGITS + " digits");
      }
      return Money.parse(text);
    }
  }

  /** By hand: a rebase writes thousands. */
  private static final class PostingWriter extends ValueSerializer<Posting> {
    @Override
    public void serialize(Posting value, JsonGenerator out, SerializationContext context) {
      out.writeStartObject();
      out.writeStringProperty("account", value.account());
      out.writeStringProperty("amount", value.amount().toString());
      out.writeEndObject();
    }
  }

  private static final class OutcomeWriter extends ValueSerializer<Outcome> {
    @Override
    public void serialize(Outcome value, JsonGenerator out, SerializationContext context) {
      out.writeString(spelt(value));
    }
  }

  private static String spelt(Outcome outcome) {
    return switch (outcome) {
      case APPLIED -> "applied";
      case RESERVED -> "reserved";
      case REJECTED -> "rejected";
      case OUTCOME_FORGOTTEN -> "outcome_forgotten";
    };
  }

  private static final class OutcomeReader extends ValueDeserializer<Outcome> {
    @Override
    public Outcome deserialize(JsonParser in, DeserializationContext context) {
      String text = in.getString();
      for (Outcome o : Outcome.values()) {
        if (spelt(o).equals(text)) {
          return o;
        }
      }
      throw new ProtocolException(
          ProtocolException.MALFORMED,
          "an outcome is applied, reserved, rejected or outcome_forgotten");
    }
  }

  private static final class MutationWriter extends ValueSerializer<Mutation> {
    @Override
    public void serialize(Mutation value, JsonGenerator out, SerializationContext context) {
      out.writeStartObject();
      write(value, out);
      out.writeEndObject();
    }

    /** By hand, in the order of {@link MutationJson}: the ledger writes one with every gesture. */
    static void write(Mutation m, JsonGenerator out) {
      out.writeStringProperty("id", m.id());
      out.writeObjectPropertyStart("origin");
      out.writeStringProperty("incarnation", m.origin().incarnation());
      out.writeNumberProperty("seq", m.origin().seq());
      out.writeEndObject();
      out.writeNumberProperty("at", m.at());
      Command command = m.command();
      out.writeStringProperty("kind", command.kind());
      out.writeObjectPropertyStart("args");
      command.args().forEach(out::writeStringProperty);
      out.writeEndObject();
      out.writeStringProperty("catalog", m.catalog());
      out.writeNumberProperty("run", command.run());
      if (command.maxCost() != null) {
        out.writeStringProperty("maxCost", command.maxCost().toString());
      }
    }
  }

  private static final class ChainedWriter extends ValueSerializer<Chained> {
    @Override
    public void serialize(Chained value, JsonGenerator out, SerializationContext context) {
      out.writeStartObject();
      out.writeNumberProperty("seq", value.seq());
      out.writeStringProperty("hash", value.hash());
      MutationWriter.write(value.mutation(), out);
      out.writeEndObject();
    }
  }
}
