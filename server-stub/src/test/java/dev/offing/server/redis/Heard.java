package dev.offing.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Waits for lines of a log, where nothing else tells that something was tried. */
final class Heard implements AutoCloseable {
  private final Semaphore lines = new Semaphore(0);
  private final Logger logger;
  private final AppenderBase<ILoggingEvent> ear;

  private Heard(Class<?> of, String words) {
    logger = (Logger) LoggerFactory.getLogger(of);
    ear =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            if (event.getFormattedMessage().contains(words)) {
              lines.release();
            }
          }
        };
    ear.start();
    logger.addAppender(ear);
  }

  static Heard from(Class<?> of, String words) {
    return new Heard(of, words);
  }

  void await(int times) throws InterruptedException {
    assertThat(lines.tryAcquire(times, 60, TimeUnit.SECONDS)).as("it was logged").isTrue();
  }

  @Override
  public void close() {
    logger.detachAppender(ear);
  }
}
