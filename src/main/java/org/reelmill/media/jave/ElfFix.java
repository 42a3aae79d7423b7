package org.reelmill.media.jave;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a library independent of others that it names but that milling never calls (screen, sound card, device names), so
 * that the bundled programs run on a machine without them.
 *
 * <p>Each unwanted {@code DT_NEEDED} becomes {@code DT_DEBUG}, which the loader skips in libraries, and the library's
 * version record ({@code Elf64_Verneed}) is taken out of its list; without the second step the loader fails with an
 * assertion. The functions stay unresolved and are never bound, since these libraries are bound lazily. See the System V
 * ABI, chapter 5, and the LSB on symbol versioning. Files other than 64-bit little-endian ELF are left alone.
 */
final class ElfFix {

    private static final List<String> UNWANTED =
            List.of("libasound.", "libpulse.", "libudev.", "libxcb", "libX11.", "libXext.", "libXfixes.", "libXv.");

    private static final int IDENT = 0x7f454c46;
    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;
    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final long DT_NEEDED = 1;
    private static final long DT_STRTAB = 5;
    private static final long DT_DEBUG = 0x15;
    private static final long DT_VERNEED = 0x6ffffffeL;
    private static final long DT_VERNEEDNUM = 0x6fffffffL;
    private static final int DYNAMIC_ENTRY = 16;
    private static final int VN_FILE = 4;
    private static final int VN_NEXT = 12;

    private final RandomAccessFile file;
    private final List<Long> dynamicEntries = new ArrayList<>();

    private ElfFix(RandomAccessFile file) {
        this.file = file;
    }

    /** Changes the file in place; the caller works on a copy that nothing has loaded. */
    static void apply(Path path) throws IOException {
        // not mapped: a program cannot be started while a mapping that may write to it is alive
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            if (isElf(file)) {
                new ElfFix(file).dropUnwanted();
            }
        }
    }

    /** The names of the libraries that the loader would look for. */
    static List<String> needed(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            return isElf(file) ? new ElfFix(file).neededNames() : List.of();
        }
    }

    private static boolean isElf(RandomAccessFile file) throws IOException {
        return file.length() > 64
                && file.readInt() == IDENT
                && file.readByte() == CLASS_64
                && file.readByte() == LITTLE_ENDIAN;
    }

    private List<String> neededNames() throws IOException {
        readDynamicEntries();
        long strings = offsetOf(value(DT_STRTAB));
        List<String> names = new ArrayList<>();
        for (long entry : dynamicEntries) {
            if (getLong(entry) == DT_NEEDED) {
                names.add(text(strings + getLong(entry + 8)));
            }
        }
        return names;
    }

    private void dropUnwanted() throws IOException {
        readDynamicEntries();
        long strings = offsetOf(value(DT_STRTAB));
        for (long entry : dynamicEntries) {
            if (getLong(entry) == DT_NEEDED && unwanted(text(strings + getLong(entry + 8)))) {
                putLong(entry, DT_DEBUG);
            }
        }
        Optional<Long> versions = find(DT_VERNEED);
        Optional<Long> number = find(DT_VERNEEDNUM);
        if (versions.isPresent() && number.isPresent()) {
            dropVersions(strings, versions.get(), number.get());
        }
    }

    private void dropVersions(long strings, long versions, long number) throws IOException {
        long firstAddress = getLong(versions + 8);
        long first = offsetOf(firstAddress);
        List<Long> kept = new ArrayList<>();
        long record = first;
        int next;
        do {
            next = getInt(record + VN_NEXT);
            if (!unwanted(text(strings + getInt(record + VN_FILE)))) {
                kept.add(record);
            }
            record += next;
        } while (next != 0);
        for (int i = 0; i < kept.size(); i++) {
            boolean last = i + 1 == kept.size();
            putInt(kept.get(i) + VN_NEXT, last ? 0 : Math.toIntExact(kept.get(i + 1) - kept.get(i)));
        }
        if (!kept.isEmpty()) {
            putLong(versions + 8, firstAddress + (kept.get(0) - first));
        }
        putLong(number + 8, kept.size());
    }

    private static boolean unwanted(String library) {
        return UNWANTED.stream().anyMatch(library::startsWith);
    }

    private void readDynamicEntries() throws IOException {
        long header = programHeader(PT_DYNAMIC, 0);
        long at = getLong(header + 8);
        long end = at + getLong(header + 32);
        for (; at < end && getLong(at) != 0; at += DYNAMIC_ENTRY) {
            dynamicEntries.add(at);
        }
    }

    private long value(long tag) throws IOException {
        return getLong(find(tag).orElseThrow(() -> new IOException("no dynamic entry " + tag)) + 8);
    }

    private Optional<Long> find(long tag) throws IOException {
        for (long entry : dynamicEntries) {
            if (getLong(entry) == tag) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private long offsetOf(long address) throws IOException {
        long header = programHeader(PT_LOAD, address);
        return address - getLong(header + 16) + getLong(header + 8);
    }

    /** The header of this type; for a loaded piece the one that holds the address. */
    private long programHeader(int type, long address) throws IOException {
        long header = getLong(0x20);
        int size = getInt(0x36) & 0xffff;
        int number = getInt(0x38) & 0xffff;
        for (int i = 0; i < number; i++, header += size) {
            long start = getLong(header + 16);
            boolean holds = address >= start && address < start + getLong(header + 32);
            if (getInt(header) == type && (type != PT_LOAD || holds)) {
                return header;
            }
        }
        throw new IOException("no program header of type " + type);
    }

    private String text(long offset) throws IOException {
        file.seek(offset);
        StringBuilder text = new StringBuilder();
        for (int c = file.read(); c > 0; c = file.read()) {
            text.append((char) c);
        }
        return text.toString();
    }

    private int getInt(long offset) throws IOException {
        file.seek(offset);
        return Integer.reverseBytes(file.readInt());
    }

    private long getLong(long offset) throws IOException {
        file.seek(offset);
        return Long.reverseBytes(file.readLong());
    }

    private void putInt(long offset, int value) throws IOException {
        file.seek(offset);
        file.writeInt(Integer.reverseBytes(value));
    }

    private void putLong(long offset, long value) throws IOException {
        file.seek(offset);
        file.writeLong(Long.reverseBytes(value));
    }
}
