package org.reelmill.watch;

import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What an MP4 is called that is made of a video (S3.18). Two videos never share one (D3.11). */
final class Results {

    private Results() {}

    /**
     * The name of the video as MP4; where that belongs to another one, with the old ending, then with its number.
     *
     * @param relative path of the video below its watched folder
     * @param taken whether a path is the result of another video
     */
    static Path choose(Path target, Path relative, long number, Predicate<Path> taken) {
        String ending = Extensions.of(relative);
        String name = relative.getFileName().toString();
        String stem = name.substring(0, name.length() - ending.length() - 1);
        return Stream.of(stem, stem + "-" + ending, stem + "-" + ending + "-" + number)
                .map(it -> target.resolve(relative).resolveSibling(it + ".mp4"))
                .filter(path -> !taken.test(path))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the number of a file is its own"));
    }
}
