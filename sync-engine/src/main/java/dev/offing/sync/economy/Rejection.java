package dev.offing.sync.economy;

import java.util.List;

/**
 * Why a command was refused: a code for machines and one plain sentence for people. Nothing was
 * taken. Where several reasons hold, the first of {@link #PRECEDENCE} is given; lack of funds comes
 * last, so it is given only where it is the only lack. Other parts of the engine add codes of their
 * own. Source: docs/design/economy.md, "Rejections".
 */
public record Rejection(String code, String text) {

  /** No such kind of command in these rules. */
  public static final String UNKNOWN_KIND = "unknown_kind";

  /** Arguments missing, unknown or out of range. */
  public static final String MALFORMED = "malformed";

  /** Given in another run. */
  public static final String OTHER_RUN = "other_run";

  /** The catalog in force has no such thing. */
  public static final String UNKNOWN_ITEM = "unknown_item";

  /** The upgrade or perk is owned. */
  public static final String ALREADY_OWNED = "already_owned";

  /** The boost is running. */
  public static final String ALREADY_ACTIVE = "already_active";

  /** Its condition does not hold yet. */
  public static final String LOCKED = "locked";

  /** More than 5,000 would be owned. */
  public static final String LIMIT = "limit";

  /** Dearer than the command allows. */
  public static final String PRICE_CHANGED = "price_changed";

  /** There are not enough goods to sell. */
  public static final String GOODS = "goods";

  /** There is not enough renown. */
  public static final String RENOWN = "renown";

  /** The purse does not hold enough. */
  public static final String FUNDS = "funds";

  /** The codes of this package, the one that is given first in front. */
  public static final List<String> PRECEDENCE =
      List.of(
          UNKNOWN_KIND,
          MALFORMED,
          OTHER_RUN,
          UNKNOWN_ITEM,
          ALREADY_OWNED,
          ALREADY_ACTIVE,
          LOCKED,
          LIMIT,
          PRICE_CHANGED,
          GOODS,
          RENOWN,
          FUNDS);
}
