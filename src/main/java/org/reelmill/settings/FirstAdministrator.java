package org.reelmill.settings;

/**
 * The account that exists from the first start on.
 *
 * @param user its name
 * @param password its password
 */
public record FirstAdministrator(String user, Secret password) {}
