package org.reelmill.shared;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.UUID;

/** Stores a UUID as 16 bytes, which every supported database compares and indexes alike. */
@Converter
public class UuidConverter implements AttributeConverter<UUID, byte[]> {

    @Override
    public byte[] convertToDatabaseColumn(UUID uuid) {
        return uuid == null ? null : Uuids.toBytes(uuid);
    }

    @Override
    public UUID convertToEntityAttribute(byte[] bytes) {
        return bytes == null ? null : Uuids.fromBytes(bytes);
    }
}
