package org.reelmill.conversion;

import java.util.Optional;
import java.util.regex.Pattern;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Sentence;

/**
 * What a client asks for.
 *
 * @param fileName without folders
 * @param type name or alias of a {@link ConversionType}
 * @param bytes length of the file, which is sent afterwards
 * @param sha512 to be checked when it has arrived
 */
public record ItemWish(String fileName, String type, long bytes, Optional<String> sha512) {

    private static final Pattern SHA512 = Pattern.compile("[0-9a-f]{128}");
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TYPE = 32;

    /** @throws InvalidInputException by the names of the API */
    public ItemWish {
        if (fileName.isBlank() || fileName.indexOf('/') >= 0 || fileName.indexOf('\\') >= 0) {
            throw new InvalidInputException("file_name", Sentence.of("conversion.refusal.plainName"));
        }
        if (fileName.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInputException("file_name", Sentence.of("shared.refusal.controls"));
        }
        if (fileName.length() > LONGEST_NAME) {
            throw new InvalidInputException("file_name", Sentence.of("shared.refusal.longer", LONGEST_NAME));
        }
        if (type.length() > LONGEST_TYPE) {
            throw new InvalidInputException("conversion_type", Sentence.of("shared.refusal.longer", LONGEST_TYPE));
        }
        if (bytes < 1) {
            throw new InvalidInputException("file_size", Sentence.of("conversion.refusal.noBytes"));
        }
        if (sha512.filter(sum -> !SHA512.matcher(sum).matches()).isPresent()) {
            throw new InvalidInputException("sha512_checksum", Sentence.of("conversion.refusal.sha512"));
        }
    }

    /** Whether another request with the same idempotency key asks for the same. */
    boolean isThatOf(ConversionItem item) {
        return fileName.equals(item.fileName()) && bytes == item.bytes() && sha512.equals(item.sha512());
    }
}
