package dev.offing.sync.protocol;

import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what players share: goods, events, gifts, dividend. All of it may be left out. */
final class CommonsReader {
  private static final Ratio LEAST_FACTOR = Ratio.of(1, 100);
  private static final int MOST_A_DAY = 100;
  private static final int MOST_PRIZES = 20;

  private final CatalogNode root;

  CommonsReader(CatalogNode root) {
    this.root = root;
  }

  Commons read() throws CatalogException {
    Optional<CatalogNode> orderMs = root.find("orderMs");
    return new Commons(
        goods(),
        orderMs.isEmpty() ? Commons.ORDER_MS : orderMs.get().integer(1, Catalog.MAX_SPAN_MS),
        events(),
        gifts(),
        dividend(),
        season());
  }

  private List<CatalogNode> list(String key) throws CatalogException {
    Optional<CatalogNode> node = root.find(key);
    return node.isEmpty() ? List.of() : node.get().list(0, 100);
  }

  private List<Commons.Good> goods() throws CatalogException {
    List<String> seen = new ArrayList<>();
    List<Commons.Good> all = new ArrayList<>();
    for (CatalogNode node : list("goods")) {
      node.object("id", "name", "price", "swing", "lot", "depth");
      int lot = (int) node.get("lot").integer(1, Catalog.MAX_OWNED);
      all.add(
          new Commons.Good(
              CatalogReader.newId(node, seen),
              node.get("name").text(60),
              node.get("price").money(1),
              (int) node.get("swing").integer(0, 90),
              lot,
              depth(node, lot)));
    }
    return all;
  }

  private static int depth(CatalogNode good, int lot) throws CatalogException {
    Optional<CatalogNode> depth = good.find("depth");
    return depth.isEmpty()
        ? lot * Commons.Good.LOTS
        : (int) depth.get().integer(lot, Commons.Good.MOST_DEPTH);
  }

  private List<Commons.Event> events() throws CatalogException {
    List<String> seen = new ArrayList<>();
    List<Commons.Event> all = new ArrayList<>();
    for (CatalogNode node : list("events")) {
      node.object("id", "name", "text", "multiplier", "durationMs", "everyMs");
      long durationMs = node.get("durationMs").integer(1, Catalog.MAX_SPAN_MS);
      all.add(
          new Commons.Event(
              CatalogReader.newId(node, seen),
              node.get("name").text(60),
              node.get("text").text(200),
              node.get("multiplier").ratio(LEAST_FACTOR, CatalogReader.MAX_FACTOR),
              durationMs,
              node.get("everyMs").integer(durationMs, Catalog.MAX_SPAN_MS)));
    }
    return all;
  }

  private Commons.@Nullable Gifts gifts() throws CatalogException {
    CatalogNode node = root.find("gifts").orElse(null);
    if (node == null) {
      return null;
    }
    node.object("ageMs", "outPerDay", "inPerDay");
    return new Commons.Gifts(
        node.get("ageMs").integer(0, Catalog.MAX_SPAN_MS),
        (int) node.get("outPerDay").integer(1, MOST_A_DAY),
        (int) node.get("inPerDay").integer(1, MOST_A_DAY));
  }

  private Commons.@Nullable Dividend dividend() throws CatalogException {
    CatalogNode node = root.find("dividend").orElse(null);
    if (node == null) {
      return null;
    }
    node.object("everyMs", "worth");
    return new Commons.Dividend(
        node.get("everyMs").integer(1, Catalog.MAX_SPAN_MS), CatalogReader.cost(node.get("worth")));
  }

  private Commons.@Nullable Season season() throws CatalogException {
    CatalogNode node = root.find("season").orElse(null);
    if (node == null) {
      return null;
    }
    node.object("everyMs", "worth", "prizes");
    List<Commons.Prize> prizes = new ArrayList<>();
    int above = 0;
    for (CatalogNode prize : node.get("prizes").list(0, MOST_PRIZES)) {
      prize.object("top", "times");
      int top = (int) prize.get("top").integer(above + 1L, Commons.Season.MOST_TOP);
      prizes.add(
          new Commons.Prize(top, (int) prize.get("times").integer(1, Commons.Season.MOST_TIMES)));
      above = top;
    }
    return new Commons.Season(
        node.get("everyMs").integer(Commons.Season.LEAST_MS, Catalog.MAX_SPAN_MS),
        CatalogReader.cost(node.get("worth")),
        prizes);
  }
}
