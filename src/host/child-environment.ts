/**
 * What a child must not inherit. Children call nobody but us, on this machine: a proxy would answer in our place. And
 * we read what they print: a setting that colours it, or writes reports beside it, would change what we see.
 */
const ours = /^(https?_proxy|all_proxy|ftp_proxy|no_proxy|ffreport|av_log_force_\w+|node_use_env_proxy)$/i;

/** Our environment, less what would make a child behave otherwise than it does elsewhere. */
export function childEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)));
}
