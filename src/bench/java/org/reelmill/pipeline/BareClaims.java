package org.reelmill.pipeline;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.reelmill.shared.Uuids;

/**
 * The statements of a claim and nothing else, by the driver alone on a connection of their own: as many claims a second as this machine
 * could give, whatever were around them. One for each thread.
 */
final class BareClaims implements AutoCloseable {

    private static final int LEASE = 3600;
    private static final Pattern PLACE = Pattern.compile("\\?(\\d)");

    private final Connection connection;
    private final List<Long> jobs;
    private final int parts;
    private final String encoder;
    private final byte[] node = Uuids.toBytes(Uuids.random());

    /** @param jobs with so many segments each, bound to an encoder */
    BareClaims(List<Long> jobs, int parts, String encoder) throws SQLException {
        MysqlDataSource driver = new MysqlDataSource();
        driver.setUrl(System.getenv("REELMILL_DB_URL"));
        driver.setUser(System.getenv("REELMILL_DB_USER"));
        driver.setPassword(System.getenv("REELMILL_DB_PASSWORD"));
        driver.setCachePrepStmts(true);
        driver.setPrepStmtCacheSqlLimit(8192);
        this.connection = driver.getConnection();
        this.connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        this.connection.setAutoCommit(false);
        this.jobs = jobs;
        this.parts = parts;
        this.encoder = encoder;
    }

    /** @return whether it got one */
    boolean claim() throws SQLException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long job = jobs.get(random.nextInt(jobs.size()));
        long task;
        long fence;
        int part;
        byte[] uuid;
        try (PreparedStatement query =
                        prepare(QueueRepository.OPEN_SEGMENTS_FROM, encoder, job, random.nextInt(parts));
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                connection.commit();
                return false;
            }
            task = row.getLong(1);
            uuid = row.getBytes(3);
            fence = row.getLong(4);
            part = row.getInt(5);
        }
        boolean taken;
        try (PreparedStatement update = prepare(ClaimRepository.TAKE_SEGMENT, node, LEASE, task, fence, job, encoder)) {
            taken = update.executeUpdate() == 1;
        }
        if (taken) {
            try (PreparedStatement insert = prepare(
                    AttemptRepository.BEGIN, TaskKind.TRANSCODE.name(), task, fence + 1, job, part, node, "bench")) {
                insert.executeUpdate();
            }
            try (PreparedStatement insert = prepare(
                    "INSERT INTO event (happened, type, subject, detail) VALUES (CURRENT_TIMESTAMP(3), ?1, ?2, ?3)",
                    "ATTEMPT",
                    Uuids.fromBytes(uuid).toString(),
                    "{\"kind\":\"TRANSCODE\",\"part\":%d,\"attempt\":%d,\"node\":\"bench\"}"
                            .formatted(part, fence + 1))) {
                insert.executeUpdate();
            }
        }
        connection.commit();
        return taken;
    }

    private PreparedStatement prepare(String statement, Object... values) throws SQLException {
        List<Integer> places = PLACE.matcher(statement)
                .results()
                .map((MatchResult place) -> Integer.valueOf(place.group(1)))
                .toList();
        PreparedStatement prepared = connection.prepareStatement(statement.replaceAll(PLACE.pattern(), "?"));
        List<Object> bound = new ArrayList<>();
        places.forEach(place -> bound.add(values[place - 1]));
        for (int i = 0; i < bound.size(); i++) {
            prepared.setObject(i + 1, bound.get(i));
        }
        return prepared;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
