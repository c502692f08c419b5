package dev.offing.server.calendar;

import dev.offing.server.account.AccountList;
import dev.offing.server.standing.Standings;
import dev.offing.server.standing.Standings.Place;
import dev.offing.server.task.Every;
import dev.offing.server.task.Period;
import dev.offing.server.task.Task;
import dev.offing.server.task.TaskRequest;
import dev.offing.server.task.TaskRun;
import dev.offing.server.task.Tasks;
import dev.offing.server.world.WorldBoard;
import dev.offing.sync.economy.Commons;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code calendar}: every hour sees which dividend and which season ended last, and enqueues what
 * has to be done for each account. By their ids the same tasks are enqueued once, however often it
 * looks; so one that broke off in between is made up for by its next try.
 */
public final class CalendarTask implements Task<Period> {
  private static final long EVERY_MS = 3_600_000;

  /**
   * Of an account, by which it falls to one of 256 tasks. A share cut by number would begin with
   * another account, and be enqueued again, as soon as somebody came before it.
   */
  private static final int SHARE_DIGITS = 2;

  /** Prizes are paid before what everybody gets: an account is paid once, by what comes first. */
  private static final long AFTER_PRIZES_MS = 60_000;

  @Override
  public String kind() {
    return "calendar";
  }

  @Override
  public Class<Period> params() {
    return Period.class;
  }

  @Override
  public Every every() {
    return new Every(EVERY_MS, Every.Missed.LATEST);
  }

  @Override
  public void run(TaskRun run, Period period) {
    Commons commons = run.service(WorldBoard.class).view().rules().at(run.now()).commons();
    Commons.Dividend dividend = commons.dividend();
    Commons.Season season = commons.season();
    if (dividend == null && season == null) {
      return;
    }
    SortedMap<String, List<String>> shares =
        run.service(AccountList.class).accounts().stream()
            .sorted()
            .collect(
                Collectors.groupingBy(
                    it -> it.substring(0, SHARE_DIGITS), TreeMap::new, Collectors.toList()));
    if (dividend != null) {
      long end = Math.floorDiv(run.now(), dividend.everyMs()) * dividend.everyMs();
      enqueue(run, DividendTask.KIND, end, 0, shares, DividendTask.Share::new);
    }
    if (season != null) {
      long end = Math.floorDiv(run.now(), season.everyMs()) * season.everyMs();
      prizes(run, season, end);
      enqueue(
          run,
          SeasonTask.KIND,
          end,
          AFTER_PRIZES_MS,
          shares,
          share -> new SeasonTask.Share(end, share));
    }
  }

  private static void prizes(TaskRun run, Commons.Season season, long end) {
    if (season.lowest() == 0) {
      return;
    }
    Standings standings = run.service(Standings.class);
    long size = standings.size();
    List<TaskRequest> prizes = new ArrayList<>();
    for (Place place : standings.top(season.lowest())) {
      prizes.add(
          TaskRequest.of(
                  new PrizeTask.Prize(
                      end, place.account(), place.rank(), size, season.times(place.rank())))
              .id("prize:" + end + ":" + place.rank()));
    }
    run.service(Tasks.class).enqueueBatch(PrizeTask.KIND, Long.toString(end), prizes);
  }

  private static void enqueue(
      TaskRun run,
      String kind,
      long end,
      long afterMs,
      SortedMap<String, List<String>> shares,
      Function<List<String>, Object> params) {
    List<TaskRequest> requests = new ArrayList<>();
    shares.forEach((digits, share) ->
        requests.add(
            TaskRequest.of(params.apply(share)).id(kind + ":" + end + ":" + digits).in(afterMs)));
    run.service(Tasks.class).enqueueBatch(kind, Long.toString(end), requests);
  }
}
