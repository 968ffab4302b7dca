# Sourced by the scripts that start a server of loopback.

# Calls start_on with one port after another until it succeeds, and sets port. The log file tells whether the port was the matter:
# its line that matches the pattern. Else this fails.
#
# The ports lie above the range that outgoing connections draw from: only another server can have taken one.
start_on_free_port() {
  local log=$1 taken=$2
  port=$((61000 + RANDOM % 4000))
  until start_on "$port"; do
    grep -qi "$taken" "$log" || return 1
    : >"$log"
    port=$((61000 + RANDOM % 4000))
  done
}
