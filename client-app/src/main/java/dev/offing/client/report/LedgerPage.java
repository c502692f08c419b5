package dev.offing.client.report;

import dev.offing.client.redact.Frames;
import dev.offing.sync.ledger.ClockAnchor;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.ledger.Contents;
import dev.offing.sync.ledger.LedgerCodec;
import dev.offing.sync.ledger.ProfileLook;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a ledger holds beside its book, as JSON that may be sent. A pure function. */
final class LedgerPage {
  private static final JsonMapper JSON = JsonMapper.shared();

  private LedgerPage() {}

  static String of(ProfileLook look, Contents contents, LedgerCodec codec) {
    ObjectNode page = JSON.createObjectNode();
    page.put("status", look.standing().name().toLowerCase(Locale.ROOT));
    page.put("account", contents.identity().account());
    page.put("incarnation", contents.identity().incarnation());
    page.put("serverId", contents.serverId());
    page.put("ackedSeq", contents.acked().seq());
    Confirmed confirmed = contents.confirmed();
    if (confirmed != null) {
      page.put("digest", confirmed.state().digest());
      page.put("booked", confirmed.booked().toString());
      page.set("state", JSON.readTree(codec.write(confirmed.state())));
    }
    ArrayNode outbox = page.putArray("outbox");
    contents.outbox().forEach(it -> outbox.add(JSON.readTree(codec.write(it))));
    ClockAnchor clock = contents.clock();
    if (clock != null) {
      page.putObject("clock").put("offsetMs", clock.offsetMs()).put("serverMs", clock.serverMs());
    }
    ArrayNode catalogs = page.putArray("catalog");
    contents.catalogs().keySet().forEach(catalogs::add);
    return JSON.writerWithDefaultPrettyPrinter()
        .writeValueAsString(JSON.readTree(Frames.clean(JSON.writeValueAsString(page))));
  }
}
