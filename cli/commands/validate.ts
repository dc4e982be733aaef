import { Argument, Command, Option } from 'commander'

/** `weir validate`: judges create requests by the cloud's own rules. */
export function registerValidate(program: Command): void {
  program.addCommand(
    new Command('validate')
      .description("Judge requests in the cloud's own parameters (CreateFlowLogs or CreateFlowlog, as JSON).")
      .addArgument(new Argument('[file]', 'file to read; - or none is standard input'))
      .addOption(
        new Option('--provider <provider>', 'whose request it is')
          .choices(['aws-ec2', 'alibaba-cen'])
          .makeOptionMandatory(),
      )
      .option('--json-lines', 'one request a line, one answer a line'),
  )
}
