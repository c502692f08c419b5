package dev.offing.server.inbox;

final class MemoryInboxTest extends InboxContract {
  private final Inbox inbox = new MemoryInbox();

  @Override
  Inbox inbox() {
    return inbox;
  }
}
