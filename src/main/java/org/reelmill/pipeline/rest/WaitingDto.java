package org.reelmill.pipeline.rest;

import java.util.List;
import org.reelmill.pipeline.WaitingReason;

/**
 * Why a job waits.
 *
 * @param waiting false when it is being worked on or has ended
 */
public record WaitingDto(boolean waiting, List<Reason> reasons) {

    /**
     * One reason.
     *
     * @param code for programs
     * @param text for people: the rule that holds it up
     * @param remedy for people: the one change that would release it
     */
    public record Reason(WaitingReason.Code code, String text, String remedy) {}

    static WaitingDto of(List<WaitingReason> reasons) {
        return new WaitingDto(
                !reasons.isEmpty(),
                reasons.stream()
                        .map(reason -> new Reason(
                                reason.code(),
                                reason.text().english(),
                                reason.remedy().english()))
                        .toList());
    }
}
