package dev.offing.client.soak;

import dev.offing.server.account.AccountRecord;
import dev.offing.server.account.RedisAccountStore;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.account.State;
import dev.offing.sync.protocol.Codec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a running stub's own Redis holds of an account, read past the stub. */
final class ServerBooks {

  private ServerBooks() {}

  /**
   * The newest state.
   *
   * @param data the stub's data folder
   * @throws SoakException when Redis does not hold the account
   */
  static State read(Path data, String account) throws IOException {
    Map<String, String> settings = new HashMap<>();
    for (String line : Files.readAllLines(data.resolve("redis").resolve("redis.conf"))) {
      String[] parts = line.split(" ", 2);
      settings.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    String shown = "redis://127.0.0.1:" + settings.get("port");
    URI address = URI.create(shown.replace("//", "//:" + settings.get("requirepass") + "@"));
    try (RedisLink link = RedisLink.open(address, shown)) {
      AccountRecord record =
          new RedisAccountStore(link, new Codec()).load(account, /* withNewest= */ false).record();
      if (record == null) {
        throw new SoakException("Redis does not know the account " + account);
      }
      return record.state();
    }
  }
}
