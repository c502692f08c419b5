package dev.offing.sync.economy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offing.sync.economy.Contact.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ContactTest {

  private static final long LAMP = 40;
  private static final int HORIZON = 500;

  @Test
  void contactsNearerThanTheBaseLampAreJoined() {
    Contact contact = Contact.at(100).plus(139, LAMP).plus(179, LAMP);
    assertThat(contact.intervals()).containsExactly(new Interval(100, 139), new Interval(179, 179));
    assertThat(contact.plus(150, LAMP).intervals()).containsExactly(new Interval(100, 179));
    assertThat(contact.plus(10, LAMP).intervals())
        .containsExactly(new Interval(10, 10), new Interval(100, 139), new Interval(179, 179));
    assertThat(contact.end()).isEqualTo(179);
    assertThat(contact.contactUntil(50)).isEqualTo(229);
  }

  @Test
  void contactInsideTheLastIntervalChangesNothing() {
    Contact contact = Contact.at(100).plus(139, LAMP);
    assertThat(contact.plus(139, LAMP)).isSameAs(contact);
    assertThat(contact.plus(110, LAMP)).isSameAs(contact);
  }

  @Test
  void timeIsLitUntilTheOilIsSpent() {
    Contact contact = Contact.at(100);
    assertThat(contact.isLit(99, LAMP)).isFalse();
    assertThat(contact.isLit(100, LAMP)).isTrue();
    assertThat(contact.isLit(139, LAMP)).isTrue();
    assertThat(contact.isLit(140, LAMP)).isFalse();
    assertThat(contact.litMs(0, 1_000, LAMP)).isEqualTo(40);
  }

  /** The rule itself, from single contacts. */
  private static boolean lit(NavigableSet<Long> contacts, long t, long cap) {
    Long last = contacts.floor(t);
    return last != null && t < last + cap;
  }

  @Test
  void intervalsLightWhatSingleContactsLight() {
    Random random = new Random(4);
    for (int round = 0; round < 1_000; round++) {
      long first = random.nextInt(HORIZON);
      TreeSet<Long> contacts = new TreeSet<>(List.of(first));
      Contact contact = Contact.at(first);
      for (int i = random.nextInt(12); i > 0; i--) {
        long t = random.nextInt(HORIZON);
        contacts.add(t);
        contact = random.nextBoolean() ? contact.plus(t, LAMP) : contact.union(Contact.at(t), LAMP);
      }
      long cap = LAMP + random.nextInt(3) * 30L;
      assertLightsLike(contacts, contact, cap, random);
    }
  }

  private static void assertLightsLike(
      NavigableSet<Long> contacts, Contact contact, long cap, Random random) {
    long from = random.nextInt(HORIZON);
    long litSince = 0;
    List<Long> reached = new ArrayList<>(List.of(from));
    for (long t = 0; t < HORIZON + 200; t++) {
      assertThat(contact.isLit(t, cap)).isEqualTo(lit(contacts, t, cap));
      if (t >= from && lit(contacts, t, cap)) {
        litSince++;
        reached.add(t + 1);
      }
      if (t + 1 >= from) {
        assertThat(contact.litMs(from, t + 1, cap)).isEqualTo(litSince);
      }
    }
    for (int lit = 0; lit < reached.size(); lit++) {
      assertThat(contact.afterLit(from, lit, cap)).hasValue(reached.get(lit));
    }
    assertThat(contact.afterLit(from, reached.size(), cap)).isEmpty();
    assertThat(contact.end()).isEqualTo(contacts.last());
  }

  @Test
  void unionDoesNotDependOnOrderAndTrimmingKeepsWhatIsToCome() {
    Random random = new Random(5);
    for (int round = 0; round < 3_000; round++) {
      Contact a = Worlds.contact(random, 200);
      Contact b = Worlds.contact(random, 300);
      Contact both = a.union(b, LAMP);
      assertThat(b.union(a, LAMP)).isEqualTo(both);
      assertThat(both.union(a, LAMP)).isEqualTo(both);
      Contact oneByOne = a;
      for (Interval it : b.intervals()) {
        oneByOne = oneByOne.union(new Contact(List.of(it)), LAMP);
      }
      assertThat(oneByOne).isEqualTo(both);
      long asOf = random.nextInt(700);
      Contact trimmed = both.trimmed(asOf);
      assertThat(trimmed.intervals().stream().filter(it -> it.end() < asOf).count())
          .isLessThanOrEqualTo(1);
      assertThat(trimmed.trimmed(asOf)).isSameAs(trimmed);
      for (long cap : new long[] {LAMP, 3 * LAMP}) {
        assertThat(trimmed.litMs(asOf, 2_000, cap)).isEqualTo(both.litMs(asOf, 2_000, cap));
        assertThat(trimmed.isLit(asOf, cap)).isEqualTo(both.isLit(asOf, cap));
      }
    }
  }

  @Test
  void intervalThatEndsWithAsOfIsNotBeforeIt() {
    Contact contact = Contact.at(100).plus(200, LAMP).plus(300, LAMP);
    assertThat(contact.trimmed(200).intervals()).hasSize(3);
    assertThat(contact.trimmed(201).intervals()).hasSize(2);
    assertThat(contact.trimmed(10_000).intervals()).containsExactly(new Interval(300, 300));
  }

  @Test
  void refusesIntervalsOutOfOrder() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Contact(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Interval(5, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new Interval(-1, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new Interval(1, Long.MAX_VALUE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Contact(List.of(new Interval(0, 5), new Interval(5, 6))));
  }
}
