package org.reelmill.shared;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads every {@link LocalDateTime} as what it is: a time by the database's clock, in UTC, which is the time zone of our sessions.
 * The provider by itself would go by the time zone of the server.
 */
@Converter(autoApply = true)
public class UtcConverter implements AttributeConverter<LocalDateTime, Timestamp> {

    @Override
    public Timestamp convertToDatabaseColumn(LocalDateTime time) {
        return time == null ? null : Timestamp.from(time.toInstant(ZoneOffset.UTC));
    }

    @Override
    public LocalDateTime convertToEntityAttribute(Timestamp timestamp) {
        return timestamp == null ? null : LocalDateTime.ofInstant(timestamp.toInstant(), ZoneOffset.UTC);
    }
}
