package dev.offing.sync.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.offing.sync.economy.Achievement;
import dev.offing.sync.economy.Achievement.Condition;
import dev.offing.sync.economy.Achievements;
import dev.offing.sync.economy.Boost;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Perk;
import dev.offing.sync.economy.Prestige;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Ratio;
import dev.offing.sync.economy.Upgrade;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogReaderTest {

  private static final String SOUND =
      """
      {
        "name": "Test waters",
        "rulesVersion": 1,
        "startPurse": "100",
        "startOwned": {"boat": 2},
        "baseLampMs": 40,
        "maxLampMs": 120,
        "slideLimitMs": 200,
        "milestones": [25, 50],
        "milestoneMultiplier": "2",
        "producers": [
          {"id": "boat", "name": "Boat", "baseCost": "50", "growth": "107/100", "baseRate": "3/2"},
          {"id": "ship", "name": "Ship", "baseCost": "700", "growth": "23/20", "baseRate": "6"}
        ],
        "upgrades": [
          {"id": "oars", "name": "Oars", "text": "Two.", "cost": "300",
           "effect": {"kind": "multiply", "producer": "boat", "by": "3/2"}},
          {"id": "oil", "name": "Oil", "text": "Whale.", "cost": "9",
           "effect": {"kind": "lamp", "extraMs": 80},
           "condition": {"kind": "lifetime", "atLeast": "1000"}},
          {"id": "charts", "name": "Charts", "text": "Of rocks.", "cost": "30",
           "effect": {"kind": "multiply-all", "by": "2"},
           "condition": {"kind": "all", "of": [
             {"kind": "owned", "producer": "ship", "count": 3},
             {"kind": "after", "upgrade": "oars"}]}}
        ],
        "boosts": [
          {"id": "rum", "name": "Rum", "text": "Hic.",
           "cost": {"kind": "fixed", "amount": "400"}, "multiplier": "2", "durationMs": 60},
          {"id": "wind", "name": "Wind", "text": "Whistled for.",
           "cost": {"kind": "income", "ofMs": 20, "atLeast": "90"},
           "multiplier": "7/3", "durationMs": 35}
        ]
      }
      """;

  private static CatalogException refusal(byte[] bytes) {
    CatalogException refusal =
        catchThrowableOfType(CatalogException.class, () -> CatalogReader.read("my.json", bytes));
    assertThat(refusal).as("a catalog that should not be read").isNotNull();
    assertThat(refusal.file()).isEqualTo("my.json");
    assertThat(refusal.getMessage()).startsWith("my.json: ").endsWith(".");
    return refusal;
  }

  private static CatalogException refusal(String json) {
    return refusal(json.getBytes(UTF_8));
  }

  /** The sound file with one slip in it. */
  private static CatalogException slip(String right, String wrong) {
    assertThat(SOUND).contains(right);
    return refusal(SOUND.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong)));
  }

  @Test
  void everyKeyArrives() throws CatalogException {
    Catalog catalog = CatalogReader.read("my.json", SOUND.getBytes(UTF_8));
    assertThat(catalog)
        .isEqualTo(
            new Catalog(
                catalog.hash(),
                "Test waters",
                1,
                Money.of(100),
                new TreeMap<>(Map.of("boat", 2)),
                40,
                120,
                200,
                List.of(25, 50),
                Ratio.of(2, 1),
                List.of(
                    new Producer("boat", "Boat", Money.of(50), Ratio.of(107, 100), Ratio.of(3, 2)),
                    new Producer(
                        "ship", "Ship", Money.of(700), Ratio.of(115, 100), Ratio.of(6, 1))),
                List.of(
                    new Upgrade(
                        "oars",
                        "Oars",
                        "Two.",
                        Money.of(300),
                        new Upgrade.Effect.MultiplyProducer("boat", Ratio.of(3, 2)),
                        new Upgrade.Condition.Always()),
                    new Upgrade(
                        "oil",
                        "Oil",
                        "Whale.",
                        Money.of(9),
                        new Upgrade.Effect.LampMs(80),
                        new Upgrade.Condition.Lifetime(Money.of(1_000))),
                    new Upgrade(
                        "charts",
                        "Charts",
                        "Of rocks.",
                        Money.of(30),
                        new Upgrade.Effect.MultiplyAll(Ratio.of(2, 1)),
                        new Upgrade.Condition.All(
                            List.of(
                                new Upgrade.Condition.Owned("ship", 3),
                                new Upgrade.Condition.After("oars"))))),
                List.of(
                    new Boost(
                        "rum",
                        "Rum",
                        "Hic.",
                        new Boost.Cost.Fixed(Money.of(400)),
                        Ratio.of(2, 1),
                        60),
                    new Boost(
                        "wind",
                        "Wind",
                        "Whistled for.",
                        new Boost.Cost.Income(20, Money.of(90)),
                        Ratio.of(7, 3),
                        35))));
  }

  private static final String PRESTIGE =
      SOUND.stripTrailing().replaceFirst("}$", "")
          + """
          ,
          "charter": {"unit": "1000", "perks": [
            {"id": "aunt", "name": "Aunt", "text": "Rich.", "cost": 1,
             "effect": {"kind": "purse", "amount": "77"}},
            {"id": "yard", "name": "Yard", "text": "Of boats.", "cost": 2, "needs": ["aunt"],
             "effect": {"kind": "owned", "producer": "boat", "count": 5}},
            {"id": "wick", "name": "Wick", "text": "Long.", "cost": 3, "needs": ["aunt", "yard"],
             "effect": {"kind": "lamp", "extraMs": 60}}
          ]},
          "achievements": [
            {"id": "fleet", "name": "Fleet", "text": "F.", "bonus": "1/100",
             "condition": {"kind": "owned", "producer": "ship", "count": 10}},
            {"id": "rich", "name": "Rich", "text": "R.", "bonus": "1/50",
             "condition": {"kind": "lifetime", "atLeast": "9000"}},
            {"id": "again", "name": "Again", "text": "A.", "bonus": "1/100",
             "condition": {"kind": "charters", "count": 2}},
            {"id": "known", "name": "Known", "text": "K.", "bonus": "1/100",
             "condition": {"kind": "renown", "atLeast": 30}},
            {"id": "able", "name": "Able", "text": "B.", "bonus": "1/100",
             "condition": {"kind": "perks", "count": 3}}
          ]}
          """;

  @Test
  void everyKeyOfCharterAndAchievementsArrives() throws CatalogException {
    Prestige prestige = CatalogReader.read("my.json", PRESTIGE.getBytes(UTF_8)).prestige();
    assertThat(prestige)
        .isEqualTo(
            new Prestige(
                Money.of(1_000),
                List.of(
                    new Perk(
                        "aunt", "Aunt", "Rich.", 1, List.of(), new Perk.Effect.Purse(Money.of(77))),
                    new Perk(
                        "yard",
                        "Yard",
                        "Of boats.",
                        2,
                        List.of("aunt"),
                        new Perk.Effect.Owned("boat", 5)),
                    new Perk(
                        "wick",
                        "Wick",
                        "Long.",
                        3,
                        List.of("aunt", "yard"),
                        new Perk.Effect.Lasting(new Upgrade.Effect.LampMs(60)))),
                new Achievements(
                    List.of(
                        feat("fleet", "Fleet", "F.", new Condition.Owned("ship", 10), 100),
                        feat("rich", "Rich", "R.", new Condition.Lifetime(Money.of(9_000)), 50),
                        feat("again", "Again", "A.", new Condition.Charters(2), 100),
                        feat("known", "Known", "K.", new Condition.Gained(30), 100),
                        feat("able", "Able", "B.", new Condition.Perks(3), 100)))));
    assertThat(CatalogReader.read("my.json", SOUND.getBytes(UTF_8)).prestige())
        .isEqualTo(Prestige.NONE);
  }

  private static Achievement feat(
      String id, String name, String text, Condition condition, int den) {
    return new Achievement(id, name, text, condition, Ratio.of(1, den));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"unit\": \"1000\"|\"unit\": \"0\"|charter.unit|out of range",
        "\"unit\": \"1000\", ||charter.unit|this key is missing",
        "\"unit\"|\"init\"|charter.init|the nearest is \"unit\"",
        "\"cost\": 2|\"cost\": 0|charter.perks[1].cost|out of range",
        "\"cost\": 2|\"cost\": \"2\"|charter.perks[1].cost|expected a whole number",
        "\"id\": \"yard\"|\"id\": \"aunt\"|charter.perks[1].id|is there already",
        "\"needs\": [\"aunt\"]|\"needs\": [\"yard\"]|charter.perks[1].needs[0]|there is no perk before this one \"yard\"",
        "\"needs\": [\"aunt\"]|\"needs\": [\"ant\"]|charter.perks[1].needs[0]|the nearest is \"aunt\"",
        "\"needs\": [\"aunt\"]|\"needs\": \"aunt\"|charter.perks[1].needs|an array of 0 to 1",
        "\"kind\": \"purse\"|\"kind\": \"purze\"|charter.perks[0].effect.kind|the nearest is \"purse\"",
        "\"amount\": \"77\"|\"amount\": \"0\"|charter.perks[0].effect.amount|out of range",
        "\"producer\": \"boat\", \"count\": 5|\"producer\": \"raft\", \"count\": 5|charter.perks[1].effect.producer|there is no producer",
        "\"count\": 5}|\"count\": 5001}|charter.perks[1].effect.count|out of range",
        "\"id\": \"rich\"|\"id\": \"fleet\"|achievements[1].id|is there already",
        "\"bonus\": \"1/50\"|\"bonus\": \"0\"|achievements[1].bonus|a ratio from 1/10000 to 1",
        "\"bonus\": \"1/50\"|\"bonus\": \"3/2\"|achievements[1].bonus|out of range",
        "\"atLeast\": \"9000\"|\"atLeast\": \"0\"|achievements[1].condition.atLeast|out of range",
        "\"kind\": \"charters\"|\"kind\": \"charter\"|achievements[2].condition.kind|the nearest is \"charters\"",
        "\"count\": 2}|\"count\": 0}|achievements[2].condition.count|out of range",
        "\"atLeast\": 30|\"atLeast\": 0|achievements[3].condition.atLeast|out of range",
        "\"kind\": \"perks\", \"count\": 3|\"kind\": \"perks\", \"count\": 101|achievements[4].condition.count|out of range",
      })
  void slipInCharterOrAchievementsIsToldWithItsPlace(
      String right, String wrong, String key, String reason) {
    assertThat(PRESTIGE).contains(right);
    String with = wrong == null ? "" : wrong;
    CatalogException refusal =
        refusal(PRESTIGE.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(with)));
    assertThat(refusal.key()).isEqualTo(key);
    assertThat(refusal.getMessage()).startsWith("my.json: " + key + ": ").contains(reason);
  }

  @Test
  void hashIsThatOfTheBytes() throws CatalogException {
    // As sha256sum tells it.
    Catalog one = CatalogReader.read("a", SOUND.getBytes(UTF_8));
    assertThat(one.hash())
        .isEqualTo("8cf96518750cc77a01eb118425095537379ebc7ebbdebe0ce56f970d5b46f070")
        .hasSize(64);
    Catalog other = CatalogReader.read("a", (SOUND + " ").getBytes(UTF_8));
    assertThat(other.hash()).isNotEqualTo(one.hash());
    assertThat(CatalogReader.read("b", SOUND.getBytes(UTF_8)).hash()).isEqualTo(one.hash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"growth\": \"107/100\"|\"growht\": \"107/100\"|producers[0].growht|the nearest is \"growth\" of id, name",
        "\"growth\": \"23/20\"|\"growth\": \"3/2\"|producers[1].growth|\"3/2\" is out of range; expected a ratio from 107/100 to 23/20",
        "\"growth\": \"23/20\"|\"growth\": \"1.15\"|producers[1].growth|\"1.15\" cannot be read; expected a ratio",
        "\"growth\": \"23/20\"|\"growth\": 1.15|producers[1].growth|found 1.15; expected a ratio",
        "\"growth\": \"23/20\"|\"growth\": \"0/0\"|producers[1].growth|cannot be read",
        "\"growth\": \"23/20\"|\"growth\": null|producers[1].growth|found null",
        "\"growth\": \"23/20\"|\"growth\": [7]|producers[1].growth|found an array",
        "\"baseCost\": \"50\"|\"baseCost\": \"0\"|producers[0].baseCost|expected grains as a string of digits, at least 1",
        "\"baseCost\": \"50\"|\"baseCost\": 50|producers[0].baseCost|found 50; expected grains as a string",
        "\"baseCost\": \"50\"|\"baseCost\": \"fifty\"|producers[0].baseCost|\"fifty\" cannot be read",
        "\"baseCost\": \"50\"|\"baseCost\": \"-50\"|producers[0].baseCost|out of range",
        "\"baseRate\": \"3/2\"|\"baseRate\": \"1/2\"|producers[0].baseRate|expected a ratio from 1 to",
        "\"name\": \"Boat\", |\"\": 0, \"name\": \"Boat\", |producers[0].|no such key",
        "\"name\": \"Boat\", ||producers[0].name|this key is missing",
        "\"name\": \"Boat\"|\"name\": \" \"|producers[0].name|has 1 characters; expected text of 1 to 60",
        "\"name\": \"Boat\"|\"name\": {}|producers[0].name|found an object; expected text",
        "\"id\": \"ship\"|\"id\": \"boat\"|producers[1].id|\"boat\" is there already",
        "\"id\": \"ship\"|\"id\": \"Ship\"|producers[1].id|is not an id; expected an id: a small letter",
        "\"id\": \"ship\"|\"id\": 7|producers[1].id|found 7; expected an id",
        "\"id\": \"oil\"|\"id\": \"oars\"|upgrades[1].id|\"oars\" is there already",
        "\"id\": \"wind\"|\"id\": \"rum\"|boosts[1].id|\"rum\" is there already",
        "{\"boat\": 2}|{\"baot\": 2}|startOwned.baot|the nearest is \"boat\" of boat, ship",
        "{\"boat\": 2}|{\"boat\": 0}|startOwned.boat|0 is out of range; expected a whole number from 1 to 5000",
        "{\"boat\": 2}|{\"boat\": 5001}|startOwned.boat|out of range",
        "{\"boat\": 2}|[\"boat\"]|startOwned|found an array; expected an object",
        "\"startPurse\": \"100\"|\"startPurse\": \"-1\"|startPurse|out of range",
        "\"baseLampMs\": 40|\"baseLampMs\": 0|baseLampMs|out of range",
        "\"baseLampMs\": 40|\"baseLampMs\": 40.5|baseLampMs|found 40.5; expected a whole number",
        "\"baseLampMs\": 40|\"baseLampMs\": 1e2|baseLampMs|expected a whole number",
        "\"baseLampMs\": 40|\"baseLampMs\": \"40\"|baseLampMs|found \"40\"; expected a whole number",
        "\"baseLampMs\": 40|\"baseLampMs\": 99999999999999999999|baseLampMs|out of range",
        "\"baseLampMs\": 40,||baseLampMs|this key is missing",
        "\"maxLampMs\": 120|\"maxLampMs\": 39|maxLampMs|39 is out of range; expected a whole number from 40 to",
        "\"slideLimitMs\": 200|\"slideLimitMs\": -1|slideLimitMs|out of range",
        "[25, 50]|[50, 50]|milestones[1]|50 is out of range; expected a whole number from 51 to 5000",
        "[25, 50]|[0]|milestones[0]|out of range",
        "[25, 50]|25|milestones|found 25; expected an array of 0 to 100 elements",
        "\"milestoneMultiplier\": \"2\"|\"milestoneMultiplier\": \"1/2\"|milestoneMultiplier|out of range",
        "\"rulesVersion\": 1|\"rulesVersion\": 0|rulesVersion|out of range",
        "\"rulesVersion\": 1|\"rulesVersion\": \"1\"|rulesVersion|found \"1\"",
        "\"kind\": \"lamp\"|\"kind\": \"lampp\"|upgrades[1].effect.kind|there is no kind \"lampp\"; the nearest is \"lamp\"",
        "\"kind\": \"lamp\", ||upgrades[1].effect.kind|this key is missing",
        "{\"kind\": \"lamp\", \"extraMs\": 80}|\"lamp\"|upgrades[1].effect|found \"lamp\"; expected an object",
        "\"extraMs\": 80|\"extraMs\": 0|upgrades[1].effect.extraMs|out of range",
        "\"extraMs\": 80|\"extraMS\": 80|upgrades[1].effect.extraMS|the nearest is \"extraMs\"",
        "\"producer\": \"boat\", \"by\"|\"producer\": \"bota\", \"by\"|upgrades[0].effect.producer|there is no producer \"bota\"; the nearest is \"boat\"",
        "\"by\": \"3/2\"|\"by\": \"2/3\"|upgrades[0].effect.by|out of range",
        "\"producer\": \"ship\", \"count\": 3|\"producer\": \"raft\", \"count\": 3|upgrades[2].condition.of[0].producer|there is no producer \"raft\"",
        "\"count\": 3|\"count\": 5001|upgrades[2].condition.of[0].count|out of range",
        "\"upgrade\": \"oars\"|\"upgrade\": \"charts\"|upgrades[2].condition.of[1].upgrade|there is no upgrade before this one \"charts\"",
        "\"by\": \"3/2\"}}|\"by\": \"3/2\"}, \"condition\": {\"kind\": \"after\", \"upgrade\": \"oil\"}}|upgrades[0].condition.upgrade|there is no upgrade before this one \"oil\".",
        "\"atLeast\": \"1000\"|\"atLeast\": \"0\"|upgrades[1].condition.atLeast|out of range",
        "\"kind\": \"fixed\"|\"kind\": \"free\"|boosts[0].cost.kind|of fixed, income",
        "\"amount\": \"400\"|\"amount\": \"0\"|boosts[0].cost.amount|out of range",
        "\"ofMs\": 20|\"ofMs\": 0|boosts[1].cost.ofMs|out of range",
        "\"durationMs\": 35|\"durationMs\": -35|boosts[1].durationMs|out of range",
        "\"multiplier\": \"2\"|\"multiplier\": \"2000000\"|boosts[0].multiplier|out of range",
        "\"upgrades\"|\"updates\"|updates|the nearest is \"upgrades\"",
      })
  void slipIsToldWithItsPlace(String right, String wrong, String key, String reason) {
    CatalogException refusal = slip(right, wrong == null ? "" : wrong);
    assertThat(refusal.key()).isEqualTo(key);
    assertThat(refusal.getMessage()).startsWith("my.json: " + key + ": ").contains(reason);
    assertThat(refusal.newerRules()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"name\": \"Test waters\",|\"name\": \"Test waters\"|line 3, column 3: ",
        "\"startPurse\"|startPurse|line 4, column ",
        "{\"boat\": 2}|{\"boat\": 2, \"boat\": 3}|line 5, column ",
        "\"baseLampMs\": 40|\"baseLampMs\": 040|line 6, column ",
        "[25, 50]|[25, 50,]|line 9, column ",
      })
  void badJsonIsToldWithLineAndColumn(String right, String wrong, String where) {
    assertThat(slip(right, wrong)).hasMessageContaining("my.json: " + where);
  }

  @Test
  void twiceTheSameKeyIsNotSilentlyTheLast() {
    assertThat(slip("\"baseLampMs\": 40,", "\"baseLampMs\": 40, \"baseLampMs\": 41,"))
        .hasMessageContaining("Duplicate")
        .hasMessageContaining("baseLampMs");
  }

  @Test
  void fileAsAWholeIsBounded() {
    assertThat(refusal(" ".repeat(CatalogReader.MAX_BYTES + 1)))
        .hasMessage("my.json: the file has 262145 bytes; expected at most 262144.");
    assertThat(refusal("")).hasMessage("my.json: found nothing; expected an object.");
    assertThat(refusal("[]")).hasMessage("my.json: found an array; expected an object.");
    assertThat(refusal("{} {}"))
        .hasMessage(
            "my.json: line 1, column 4: this is not valid JSON: something follows the catalog.");
    assertThat(refusal("[".repeat(33) + "]".repeat(33))).hasMessageContaining("depth");
    assertThat(refusal("[".repeat(100_000))).hasMessageContaining("depth");
    assertThat(slip("40", "4".repeat(100_000))).hasMessageContaining("Number value length");
    assertThat(slip("40", "1e999999999")).hasMessageContaining("expected a whole number");
    assertThat(slip("\"50\"", '"' + "5".repeat(301) + '"')).hasMessageContaining("300 digits");
    assertThat(slip("\"50\"", '"' + "5".repeat(200_000) + '"'))
        .satisfies(it -> assertThat(it.getMessage()).hasSizeLessThan(400));
    assertThat(slip("\"23/20\"", '"' + "1".repeat(30) + "/" + "1".repeat(30) + '"'))
        .hasMessageContaining("20 digits");
    assertThat(slip("Test waters", "x".repeat(61))).hasMessageContaining("61 characters");
  }

  @Test
  void onlyUtf8IsRead() {
    assertThat(
            refusal(SOUND.replace("Boat", "B\u00F6\u00F6t").getBytes(StandardCharsets.ISO_8859_1)))
        .hasMessage("my.json: the file is not UTF-8 text.");
    assertThat(refusal(SOUND.getBytes(StandardCharsets.UTF_16)).key()).isEmpty();
  }

  @Test
  void numbersThatAreFineAloneButNotTogetherAreRefused() throws CatalogException {
    // Six digits each: 150 of them stay below 900 digits, 200 do not; 300 are more than a Money
    // holds.
    assertThat(withUpgrades(200)).hasMessageContaining("more than 900 digits");
    assertThat(withUpgrades(300)).hasMessageContaining("more than 900 digits");
    assertThat(CatalogReader.read("my.json", upgrades(140).getBytes(UTF_8)).upgrades())
        .hasSize(143);
  }

  private static CatalogException withUpgrades(int count) {
    return refusal(upgrades(count));
  }

  private static String upgrades(int count) {
    StringBuilder upgrades = new StringBuilder("\"upgrades\": [");
    for (int i = 0; i < count; i++) {
      upgrades.append(
          """
          {"id": "u%d", "name": "U", "text": "T", "cost": "1",
           "effect": {"kind": "multiply-all", "by": "1000000"}},
          """
              .formatted(i));
    }
    return SOUND.replace("\"upgrades\": [", upgrades);
  }

  @Test
  void newerRulesAskForANewerProgramBeforeAnyUnknownKey() {
    CatalogException newer = slip("\"rulesVersion\": 1,", "\"rulesVersion\": 2, \"jobs\": [],");
    assertThat(newer.newerRules()).isTrue();
    assertThat(newer)
        .hasMessage(
            "my.json: rulesVersion: these are rules of version 2, and this program knows versions"
                + " up to 1. Update the program.");
  }
}
