package dev.offing.sync.account;

import dev.offing.sync.economy.Effect;
import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Order;
import dev.offing.sync.economy.Posting;
import java.util.List;

/**
 * The entries that servers make: each by its cause, so that the same cause makes the same entry
 * (docs/design/sync.md 4.5, 7). Their time is set when they join an account, see {@link
 * Entry#actingAt}.
 */
public final class Entries {
  private Entries() {}

  /**
   * A gift arrives.
   *
   * @param sent the row of its sender
   * @param sender whose row that is
   */
  public static Entry received(Transfer sent, String sender) {
    return transfer(
        "gift", as(Transfer.IN, sent, sender, sent.amount()), Posting.TRANSIT, Posting.PURSE);
  }

  /**
   * The other leg of a gift whose sender does not know any more that it sent it.
   *
   * @param got the row of its recipient
   * @param recipient whose row that is
   */
  public static Entry leg(Transfer got, String recipient) {
    return sent(as(Transfer.OUT, got, recipient, got.amount()));
  }

  /** A gift comes back. */
  public static Entry returned(Transfer sent) {
    return transfer(
        "return",
        as(Transfer.RETURNED, sent, sent.peer(), sent.amount()),
        Posting.TRANSIT,
        Posting.PURSE);
  }

  /** A code was good for {@code amount}. */
  public static Entry granted(Transfer asked, Money amount) {
    return transfer(
        "code", as(Transfer.GRANTED, asked, asked.peer(), amount), Posting.GRANT, Posting.PURSE);
  }

  /** A code was not good; it may be tried again, and then there is another refusal. */
  public static Entry refused(Transfer asked) {
    String cause = "refused/" + asked.id() + "/" + asked.at();
    return new Entry(
        Journal.entryId(cause),
        0,
        cause,
        List.of(),
        as(Transfer.REFUSED, asked, asked.peer(), Money.ZERO));
  }

  /**
   * The next part of an order is traded.
   *
   * @param price grains for one, within the order's limit
   */
  public static Entry fill(Order order, long count, Money price) {
    long number = order.fills() + 1;
    String cause = "fill/" + order.id() + "/" + number;
    return new Entry(
        Journal.entryId(cause),
        0,
        cause,
        List.of(),
        new Effect.Fill(order.id(), number, count, price));
  }

  /** What everybody gets in a period. */
  public static Entry period(String task, long number, Money amount) {
    String cause = task + "/" + number;
    return new Entry(
        Journal.entryId(cause),
        0,
        cause,
        amount.signum() == 0 ? List.of() : Posting.move(Posting.GRANT, Posting.PURSE, amount),
        new Effect.Period(task, number));
  }

  /** Takes what a gift sent. */
  static Entry sent(Transfer out) {
    return transfer("leg", out, Posting.PURSE, Posting.TRANSIT);
  }

  /** Takes a gift back that its sender has back as well. */
  static Entry taken(Transfer got) {
    return transfer(
        "taken", as(Transfer.TAKEN, got, got.peer(), got.amount()), Posting.PURSE, Posting.TRANSIT);
  }

  private static Transfer as(String direction, Transfer row, String peer, Money amount) {
    return new Transfer(row.id(), direction, peer, amount, row.at());
  }

  private static Entry transfer(String kind, Transfer row, String from, String to) {
    String cause = kind + "/" + row.id();
    List<Posting> moved =
        row.amount().signum() == 0 ? List.of() : Posting.move(from, to, row.amount());
    return new Entry(Journal.entryId(cause), 0, cause, moved, row);
  }
}
