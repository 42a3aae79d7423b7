package org.reelmill.webhook;

/** Something was told to a webhook in vain for so long that it is not tried any more. */
public record DeliveryDied(long webhook) {}
