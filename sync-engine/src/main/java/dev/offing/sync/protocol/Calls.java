package dev.offing.sync.protocol;

import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.World;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Money;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Ids;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameters and results of the actions that every client needs (docs/design/sync.md 3). */
public final class Calls {
  /** Name of the action that tells the world rows after a number. */
  public static final String WORLD = "world";

  /** Name of the action that tells a catalog's text. */
  public static final String CATALOG = "catalog";

  /** Name of the action that deletes the caller's account, for ever. */
  public static final String DELETE_ACCOUNT = "deleteAccount";

  /** Name of the action that pushes: {@link ClientMessage.Push} and what answers it. */
  public static final String PUSH = "push";

  /** Name of the action that makes a token for connections that prove nothing. */
  public static final String TOKEN = "token";

  /** Name of the action that tells who has earned how much. */
  public static final String STANDING = "standing";

  /** Name of the action that tells what a good cost at the market, and costs now. */
  public static final String PRICES = "prices";

  private Calls() {}

  /**
   * Asks for the standing.
   *
   * @param top how many of the first are told, 0 to 100
   */
  public record StandingParams(int top) {
    private static final int MOST = 100;

    /** Checks the part. */
    public StandingParams {
      if (top < 0 || top > MOST) {
        throw new IllegalArgumentException("top is 0 to 100");
      }
    }
  }

  /**
   * A place on the standing.
   *
   * @param rank from 1
   * @param account the first eight characters of whose
   * @param earned grains, ever
   */
  public record Place(long rank, String account, Money earned) {}

  /**
   * The standing.
   *
   * @param size how many stand there
   * @param own the caller's place; null where it has none
   * @param top the first ones
   */
  public record StandingResult(long size, @Nullable Place own, List<Place> top) {
    /** Copies the list. */
    public StandingResult {
      top = List.copyOf(top);
    }
  }

  /**
   * Asks for prices at times {@code until}, {@code until - stepMs} and so on.
   *
   * @param good its id
   * @param until ms of server time, 0 for now; what is not yet is not told
   * @param stepMs 250 and up
   * @param count how many, 1 to 500
   */
  public record PricesParams(String good, long until, long stepMs, int count) {
    private static final long LEAST_STEP_MS = 250;
    private static final int MOST = 500;

    /** Checks the parts. */
    public PricesParams {
      if (until < 0) {
        throw new IllegalArgumentException("until is not negative");
      }
      if (stepMs < LEAST_STEP_MS || stepMs > Catalog.MAX_SPAN_MS) {
        throw new IllegalArgumentException("stepMs is 250 to 34,560,000,000");
      }
      if (count < 1 || count > MOST) {
        throw new IllegalArgumentException("count is 1 to 500");
      }
    }
  }

  /**
   * Prices.
   *
   * @param until when the last one was the price, ms of server time: the begin of a tick
   * @param stepMs from one to the next
   * @param prices grains for one, the oldest first
   */
  public record PricesResult(long until, long stepMs, List<Money> prices) {
    /** Copies the list. */
    public PricesResult {
      prices = List.copyOf(prices);
    }
  }

  /**
   * What {@link ClientMessage.Push} has, as parameters of a call.
   *
   * @param base the newest point of history that the client holds; null before it holds one
   * @param ackedSeq the highest number whose result the client has on disk
   * @param mutations the oldest of the outbox, within {@link Bounds}
   */
  public record PushParams(@Nullable EpochVersion base, long ackedSeq, List<Chained> mutations) {
    /** Checks the parts. */
    public PushParams {
      mutations = new ClientMessage.Push(base, ackedSeq, mutations).mutations();
    }

    /** The message. */
    public ClientMessage.Push message() {
      return new ClientMessage.Push(base, ackedSeq, mutations);
    }
  }

  /**
   * A token, good for this device in this life of its database.
   *
   * @param token 64 hexadecimal digits; told once, the server keeps its hash
   * @param expiresAt until when, ms of server time
   */
  public record TokenResult(String token, long expiresAt) {
    /** Checks the parts. */
    public TokenResult {
      Ids.hash(token, "token");
    }
  }

  /** Asks for the world rows after {@code since}; 0 for all. */
  public record WorldParams(long since) {
    /** Checks the parts. */
    public WorldParams {
      if (since < 0) {
        throw new IllegalArgumentException("since is not negative");
      }
    }
  }

  /**
   * Deletes an account with all that the server holds of it.
   *
   * @param account must be the caller's own: it is said once more, because there is no way back
   */
  public record DeleteAccountParams(String account) {
    /** Checks the parts. */
    public DeleteAccountParams {
      Ids.hash(account, "account");
    }
  }

  /** The account is gone. */
  public record DeleteAccountResult(String account) {
    /** Checks the parts. */
    public DeleteAccountResult {
      Ids.hash(account, "account");
    }
  }

  /** The world rows asked for. */
  public record WorldResult(String epoch, List<World.Row> rows) {
    /** Checks the parts. */
    public WorldResult {
      Ids.random(epoch, "world epoch");
      rows = List.copyOf(rows);
    }
  }

  /** Asks for the catalog with a hash. */
  public record CatalogParams(String hash) {
    /** Checks the parts. */
    public CatalogParams {
      Ids.hash(hash, "hash");
    }
  }

  /** A catalog file, byte for byte: its SHA-256 is its name. */
  public record CatalogResult(String hash, String text) {
    /** Checks the parts. */
    public CatalogResult {
      Ids.hash(hash, "hash");
      Bounds.text(text, 256 * 1024, "text");
    }
  }

  // ---- devices (docs/design/sync.md 8) ----------------------------------------------------------

  /** Name of the action that makes a code by which a further device can ask to be linked. */
  public static final String LINK_CODE = "linkCode";

  /** Name of the action by which a device asks to be linked, and hears what became of it. */
  public static final String LINK_CLAIM = "linkClaim";

  /** Name of the action that tells which device asks by the account's code. */
  public static final String LINK_CLAIMANT = "linkClaimant";

  /** Name of the action that lets it in, or does not. */
  public static final String LINK_ANSWER = "linkAnswer";

  /** Name of the action that takes a device off the account. */
  public static final String REVOKE = "revoke";

  /** Name of the action that gives the account another recovery key. */
  public static final String RECOVERY = "recovery";

  /** Name of the action by which a device is linked with a recovery key. */
  public static final String RECOVER = "recover";

  /** No parameters, or nothing to tell. */
  public record Nothing() {}

  /**
   * A code, good for one device.
   *
   * @param code 8 characters of {@link LinkCode}
   * @param expiresAt until when, ms of server time
   */
  public record LinkCodeResult(String code, long expiresAt) {}

  /**
   * Asks to be linked.
   *
   * @param code as the other device shows it
   * @param name what people will call this device
   * @param accountId the game that is here already: no other one can be linked; null for none
   */
  public record LinkClaimParams(String code, String name, @Nullable String accountId) {
    /** Checks the parts. */
    public LinkClaimParams {
      Bounds.text(code, 32, "code");
      DeviceChange.named(name);
      if (accountId != null) {
        Ids.hash(accountId, "accountId");
      }
    }
  }

  /**
   * What became of it.
   *
   * @param accountId the account, once the device belongs to it; null while somebody is to allow it
   */
  public record LinkClaimResult(@Nullable String accountId) {
    /** Checks the parts. */
    public LinkClaimResult {
      if (accountId != null) {
        Ids.hash(accountId, "accountId");
      }
    }
  }

  /**
   * Who asks.
   *
   * @param publicKey null while nobody does
   * @param name null while nobody does
   */
  public record LinkClaimantResult(@Nullable String publicKey, @Nullable String name) {
    /** Checks the parts. */
    public LinkClaimantResult {
      if (publicKey != null) {
        Ids.hash(publicKey, "publicKey");
      }
    }
  }

  /**
   * Lets a device in, or not.
   *
   * @param publicKey of the device that was seen to ask
   */
  public record LinkAnswerParams(String publicKey, boolean allowed) {
    /** Checks the parts. */
    public LinkAnswerParams {
      Ids.hash(publicKey, "publicKey");
    }
  }

  /** Takes a device off the account. */
  public record RevokeParams(String publicKey) {
    /** Checks the parts. */
    public RevokeParams {
      Ids.hash(publicKey, "publicKey");
    }
  }

  /** Gives the account a recovery key; null takes it away. */
  public record RecoveryParams(@Nullable String publicKey) {
    /** Checks the parts. */
    public RecoveryParams {
      if (publicKey != null) {
        Ids.hash(publicKey, "publicKey");
      }
    }
  }

  /**
   * Links the device of this session.
   *
   * @param publicKey the recovery key
   * @param signature by it, over {@link Proof#recovery}
   * @param name what people will call this device
   * @param accountId the game that is here already: no other one can be linked; null for none
   */
  public record RecoverParams(
      String publicKey, String signature, String name, @Nullable String accountId) {
    /** Checks the parts. */
    public RecoverParams {
      Ids.hash(publicKey, "publicKey");
      Bounds.text(signature, 128, "signature");
      DeviceChange.named(name);
      if (accountId != null) {
        Ids.hash(accountId, "accountId");
      }
    }
  }
}
