package org.reelmill.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version of a Reelmill, as its build names it.
 *
 * @param snapshot whether it is on the way to that version, and so before it
 */
public record SoftwareVersion(int major, int minor, int patch, boolean snapshot)
        implements Comparable<SoftwareVersion> {

    /** Of programs from before the time when nodes told theirs. */
    public static final SoftwareVersion UNTOLD = new SoftwareVersion(0, 0, 0, false);

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})(-SNAPSHOT)?");

    private static final Comparator<SoftwareVersion> ORDER = Comparator.comparingInt(SoftwareVersion::major)
            .thenComparingInt(SoftwareVersion::minor)
            .thenComparingInt(SoftwareVersion::patch)
            .thenComparing(version -> !version.snapshot());

    private static final SoftwareVersion CURRENT = built();

    /** Of this program. */
    public static SoftwareVersion current() {
        return CURRENT;
    }

    /** @return empty when the text names none */
    public static Optional<SoftwareVersion> find(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new SoftwareVersion(
                        Integer.parseInt(form.group(1)),
                        Integer.parseInt(form.group(2)),
                        Integer.parseInt(form.group(3)),
                        form.group(4) != null))
                : Optional.empty();
    }

    /** Whether programs of the two may work on one database while the older ones are being replaced (ADR 48). */
    public boolean neighbours(SoftwareVersion other) {
        return major == other.major && Math.abs(minor - other.minor) <= 1;
    }

    @Override
    public int compareTo(SoftwareVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch + (snapshot ? "-SNAPSHOT" : "");
    }

    private static SoftwareVersion built() {
        try (InputStream text = SoftwareVersion.class.getResourceAsStream("/META-INF/reelmill-version")) {
            return find(new String(text.readAllBytes(), StandardCharsets.UTF_8).strip())
                    .orElseThrow(() -> new IllegalStateException("The build has left no version"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
