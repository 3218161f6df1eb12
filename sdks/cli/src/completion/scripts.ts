/** What each shell is told. All of them ask `bunting __complete` and show what it answers. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `_bunting() {
  local IFS=$'\\n' current="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=($(bunting __complete "\${COMP_WORDS[@]:1:COMP_CWORD-1}" "$current" 2>/dev/null | cut -f1))
}
complete -o default -F _bunting bunting`,
  zsh: `#compdef bunting
_bunting() {
  local line tab=$'\\t'
  local -a found told
  for line in "\${(@f)$(bunting __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] || continue
    found+=("\${line%%$tab*}")
    told+=("\${line/$tab/  }")
  done
  if (( \${#found} )); then compadd -l -d told -a found; else _files; fi
}
if [[ \${funcstack[1]} == _bunting ]]; then _bunting "$@"; else compdef _bunting bunting; fi`,
  fish: `function __bunting_complete
  set -l words (commandline -opc)
  bunting __complete $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c bunting -f -a '(__bunting_complete)'
complete -c bunting -l context -F`,
}
