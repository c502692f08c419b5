package dev.offing.server.inbox;

import dev.offing.server.cluster.Teller;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.sync.protocol.ServerMessage.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The post office of a cluster. */
public final class Post implements PostOffice {
  private static final Logger log = LoggerFactory.getLogger(Post.class);

  private final Inbox inbox;
  private final Teller teller;

  /** Delivers into this inbox. */
  public Post(Inbox inbox, Teller teller) {
    this.inbox = inbox;
    this.teller = teller;
  }

  @Override
  public void deliver(String account, Notice letter) {
    inbox.put(account, letter, Inbox.Keep.ALWAYS);
    try {
      // Also where it was there before: who put it in may have died before saying so.
      teller.letters(account);
    } catch (RedisUnavailable e) {
      log.debug("letter {} waits unseen: {}", letter.id(), e.getMessage()); // it is in the box
    }
  }
}
