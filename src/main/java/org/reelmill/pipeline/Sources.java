package org.reelmill.pipeline;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.shared.Page;

/** The films that lie in the source folder. */
@ApplicationScoped
@Transactional
public class Sources {

    private final JobFiles files;
    private final JobRepository jobs;

    @Inject
    Sources(JobFiles files, JobRepository jobs) {
        this.files = files;
        this.jobs = jobs;
    }

    /** For CDI's proxy. */
    protected Sources() {
        this(null, null);
    }

    /**
     * By name.
     *
     * @param text part of the name, in any case
     */
    public Page<SourceFile> list(Optional<String> text, int offset, int limit) {
        Path root = files.sourceRoot();
        try {
            List<String> names = SourceFolder.films(root).stream()
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> text.isEmpty()
                            || name.toLowerCase(Locale.ROOT).contains(text.get().toLowerCase(Locale.ROOT)))
                    .sorted()
                    .toList();
            return new Page<>(describe(names.stream().skip(offset).limit(limit).toList()), names.size(), offset);
        } catch (IOException e) {
            throw new UncheckedIOException("The source folder cannot be read", e);
        }
    }

    /** Where the folder is on this node, for people who may know. */
    public Path folder() {
        return files.sourceRoot();
    }

    private List<SourceFile> describe(List<String> names) throws IOException {
        Map<String, UUID> open = jobs
                .findBySourceKeys(names.stream().map(Jobs::key).toList())
                .stream()
                .filter(job -> job.uuid() != null)
                .collect(toMap(PipelineJob::sourceName, PipelineJob::uuid));
        List<SourceFile> described = new ArrayList<>();
        for (String name : names) {
            describe(name, Optional.ofNullable(open.get(name))).ifPresent(described::add);
        }
        return described;
    }

    private Optional<SourceFile> describe(String name, Optional<UUID> job) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(files.sourceRoot().resolve(name), BasicFileAttributes.class);
            return Optional.of(new SourceFile(
                    name, attributes.size(), attributes.lastModifiedTime().toInstant(), job));
        } catch (NoSuchFileException e) {
            // it was taken away since the folder was read
            return Optional.empty();
        }
    }
}
