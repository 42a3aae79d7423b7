package org.reelmill.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Prints what was measured, and collects it. */
final class Report {

    private final List<Turn> turns = new ArrayList<>();

    /** All turns must give the same renditions with the same number of pictures. */
    void add(Turn turn) {
        turns.add(turn);
        row(turn);
        List<Turn.Rendition> expected = turns.get(0).renditions();
        if (!turn.renditions().equals(expected)) {
            throw new BenchException(turn.way() + " made " + turn.renditions() + " instead of " + expected);
        }
    }

    static void heading() {
        print(
                "%-15s %8s %8s %8s | %7s %7s %7s %7s %7s %7s %7s",
                "", "wall s", "CPU s", "MB", "waiting", "ingest", "encode", "starved", "tail", "export", "idle");
    }

    static void row(Turn turn) {
        String phases = turn.phases()
                .map(p -> String.format(
                        Locale.ROOT,
                        "%7.1f %7.1f %7.1f %7.1f %7.1f %7.1f %7.1f",
                        p.waiting(),
                        p.ingest(),
                        p.encode(),
                        p.starved(),
                        p.tail(),
                        p.export(),
                        p.idle()))
                .orElse("");
        print("%-15s %8.2f %8.2f %8.2f | %s", turn.way(), turn.wall(), turn.cpu(), turn.bytes() / 1e6, phases);
    }

    void summary() {
        print("%nMedians (mill to raw)");
        print("%-15s %8s %8s %8s   %8s %8s %8s", "", "wall s", "CPU s", "MB", "wall", "CPU", "bytes");
        for (Turn.Way way : Turn.Way.values()) {
            print(
                    "%-15s %8.2f %8.2f %8.2f   %8.3f %8.3f %8.3f",
                    way,
                    median(way, Turn::wall),
                    median(way, Turn::cpu),
                    median(way, Turn::bytes) / 1e6,
                    ratio(way, Turn::wall),
                    ratio(way, Turn::cpu),
                    ratio(way, Turn::bytes));
        }
    }

    static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private double ratio(Turn.Way way, ToDoubleFunction<Turn> value) {
        return median(way, value) / median(Turn.Way.RAW, value);
    }

    private double median(Turn.Way way, ToDoubleFunction<Turn> value) {
        double[] sorted = turns.stream()
                .filter(turn -> turn.way() == way)
                .mapToDouble(value)
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
