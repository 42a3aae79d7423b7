package org.reelmill.operator;

import java.util.Map;

/** What the batch runtime of this server does for the operator. Behind it stands Jakarta Batch. */
public interface BatchOperations {

    /** The job definitions that this server knows, as XML, by the name of the job. */
    Map<String, String> definitions();

    /** Starts a job on this server. @return the number of the execution @throws ConflictException the runtime refuses */
    long start(String job, Map<String, String> parameters);

    /** Goes on with an execution, on this server, with its own parameters and these. @throws ConflictException the runtime refuses */
    long restart(long execution, Map<String, String> parameters);

    /** Stops an execution that runs in this server; returns at once. One that has ended meanwhile is left alone. */
    void stop(long execution);
}
