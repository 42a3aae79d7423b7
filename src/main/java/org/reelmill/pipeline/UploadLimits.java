package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.OptionalInt;
import org.reelmill.settings.Policies;
import org.reelmill.settings.Policy;
import org.reelmill.shared.RejectedException;
import org.reelmill.shared.Sentence;

/**
 * How much a film, and all films of an account together, may have. What has been milled counts no more, for its source is gone. Of
 * two uploads that begin in the same moment both may be let in.
 */
@ApplicationScoped
public class UploadLimits {

    private static final long MEBIBYTE = 1L << 20;

    private final PartialUploadRepository repository;
    private final JobFiles files;
    private final Policies policies;
    private final Instance<UploadedBytes> others;

    @Inject
    UploadLimits(
            PartialUploadRepository repository,
            JobFiles files,
            Policies policies,
            @Any Instance<UploadedBytes> others) {
        this.repository = repository;
        this.files = files;
        this.policies = policies;
        this.others = others;
    }

    /** For CDI's proxy. */
    protected UploadLimits() {
        this(null, null, null, null);
    }

    /** MiB that a film may have; empty: any. */
    public OptionalInt mostMebibytes() {
        int most = policies.current().number(Policy.UPLOAD_MAX_MIB);
        return most == 0 ? OptionalInt.empty() : OptionalInt.of(most);
    }

    /**
     * Refuses a film before its first byte.
     *
     * @param bytes 0 when they are not known
     * @throws RejectedException TOO_LARGE or QUOTA
     */
    public void require(String owner, long bytes) {
        // an account that has all it may have begins nothing, however small
        limits(owner).check(Math.max(1, bytes));
    }

    /** The same film, which ends with an exception where it is more than {@link #require} would let in. */
    public InputStream limited(String owner, InputStream film) {
        return new Counted(film, limits(owner));
    }

    private Limits limits(String owner) {
        int quota = policies.current().number(Policy.UPLOAD_QUOTA_MIB);
        return new Limits(mostMebibytes().orElse(0), quota, quota == 0 ? 0 : of(owner));
    }

    /** Bytes of an account that are here, or announced. */
    private long of(String owner) {
        long done = repository.doneBy(owner).stream()
                .filter(film -> Files.exists(files.source(film.name())))
                .mapToLong(PartialUploadRepository.Film::bytes)
                .sum();
        return repository.openBytes(owner)
                + done
                + others.stream().mapToLong(other -> other.of(owner)).sum();
    }

    /**
     * What one film may have.
     *
     * @param most MiB of a film; 0: any
     * @param quota MiB of the account; 0: any
     * @param present bytes that the account has
     */
    private record Limits(int most, int quota, long present) {

        /** @throws RejectedException a film of so many bytes is too much */
        void check(long bytes) {
            if (most > 0 && bytes > most * MEBIBYTE) {
                throw new RejectedException(
                        RejectedException.Kind.TOO_LARGE, Sentence.of("pipeline.refusal.tooLarge", most));
            }
            if (quota > 0 && present + bytes > quota * MEBIBYTE) {
                throw new RejectedException(
                        RejectedException.Kind.QUOTA,
                        Sentence.of("pipeline.refusal.quota", quota, (present + MEBIBYTE - 1) / MEBIBYTE));
            }
        }
    }

    /** Counts what is read. */
    private static final class Counted extends FilterInputStream {

        private final Limits limits;
        private long bytes;

        Counted(InputStream in, Limits limits) {
            super(in);
            this.limits = limits;
        }

        @Override
        public int read() throws IOException {
            return counted(super.read(), 1);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            return counted(read, read);
        }

        private int counted(int read, int count) {
            if (read >= 0) {
                bytes += count;
                limits.check(bytes);
            }
            return read;
        }
    }
}
